"""Clusters of a template, each with an API of its own."""

from __future__ import annotations

import base64
import json
import ssl
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.local.emulator.driver import Emulator

pytestmark = pytest.mark.xdist_group("kubernetes")


def clusters(version: str, *names: str) -> dict[str, Any]:
    given = {
        "RoleArn": "arn:aws:iam::000000000000:role/cluster",
        "ResourcesVpcConfig": {"SubnetIds": ["subnet-1", "subnet-2"]},
        "Version": version,
    }
    return {name: {"Type": "AWS::EKS::Cluster", "Properties": {**given, "Name": name}} for name in names}


def ask(emulator: Emulator, cluster: str, path: str, given: Any = None) -> dict[str, Any]:
    told = emulator.client("eks").describe_cluster(name=cluster)["cluster"]
    certificate = base64.b64decode(told["certificateAuthority"]["data"]).decode()
    body = None if given is None else json.dumps(given).encode()
    request = urllib.request.Request(told["endpoint"] + path, body)  # noqa: S310
    trusted = ssl.create_default_context(cadata=certificate)
    with urllib.request.urlopen(request, context=trusted) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
        return found


def test_clusters_keep_their_objects_apart_and_through_an_upgrade(emulator: Emulator) -> None:
    resources = clusters("1.35", "one", "two")
    assert emulator.create("Clusters", resources) == "CREATE_COMPLETE"
    ask(emulator, "one", "/api/v1/namespaces", {"metadata": {"name": "shop"}})
    with pytest.raises(urllib.error.HTTPError, match="404"):
        ask(emulator, "two", "/api/v1/namespaces/shop")

    assert emulator.update("Clusters", clusters("1.36", "one", "two")) == "UPDATE_COMPLETE"
    assert ask(emulator, "one", "/version")["minor"] == "36"
    assert ask(emulator, "one", "/api/v1/namespaces/shop")["metadata"]["name"] == "shop"


def test_a_cluster_that_is_gone_does_not_answer(emulator: Emulator) -> None:
    assert emulator.create("Gone", clusters("1.36", "gone")) == "CREATE_COMPLETE"
    endpoint = emulator.client("eks").describe_cluster(name="gone")["cluster"]["endpoint"]
    emulator.delete("Gone")

    with pytest.raises(urllib.error.URLError, match="refused"):
        urllib.request.urlopen(endpoint)  # noqa: S310

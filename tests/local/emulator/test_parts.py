"""The small parts: paths, the journal, how real a resource is, ports."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from local.emulator.journal import Journal
from local.emulator.listening import require_free_port
from local.emulator.paths import flatten, remove_at, set_at, value_at, values_at
from local.emulator.reality import is_elsewhere, reality

if TYPE_CHECKING:
    from pathlib import Path


def test_a_path_reaches_through_lists() -> None:
    properties = {"Volumes": [{"Size": 1}, {"Size": 2}], "Name": "n"}
    assert values_at(properties, "Volumes/*/Size") == [1, 2]
    assert value_at(properties, "Name/Deeper") is None


def test_a_value_is_set_only_where_nothing_stands() -> None:
    properties: dict[str, Any] = {"Endpoint": {"Port": 1}, "List": []}
    set_at(properties, "Endpoint/Port", 2)
    set_at(properties, "Endpoint/Address", "a")
    set_at(properties, "List/Inside", "lost")
    assert properties == {"Endpoint": {"Port": 1, "Address": "a"}, "List": []}


def test_a_value_is_removed_where_it_stands() -> None:
    properties: dict[str, Any] = {"Endpoint": {"Port": 1, "Address": "a"}, "Name": "n"}
    for path in ("Endpoint/Address", "Name", "Endpoint/Missing", "Nothing/Here"):
        remove_at(properties, path)
    assert properties == {"Endpoint": {"Port": 1}}


def test_nested_values_have_dotted_names() -> None:
    assert dict(flatten({"A": {"B": {"C": 1}}})) == {"A": {"B": {"C": 1}}, "A.B": {"C": 1}, "A.B.C": 1}


def test_a_journal_makes_its_folder_and_a_line_is_there_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new/resources.jsonl"
    journal = Journal(path)
    assert path.read_text() == ""
    journal.write(stack="S", logical_id="L", kind="T", physical_id="p", action="create", how="run")
    assert json.loads(path.read_text()) == {
        "stack": "S", "logical_id": "L", "type": "T", "physical_id": "p", "action": "create", "how": "run",
    }  # fmt: skip


def test_a_journal_without_a_file_writes_nothing() -> None:
    Journal(None).write(stack="S", logical_id="L", kind="T", physical_id="p", action="create", how="run")


@pytest.mark.parametrize(
    ("kind", "has_handler", "how"),
    [
        ("AWS::Lambda::Function", True, "run"),
        ("Custom::Anything", False, "run"),
        ("AWS::CloudFormation::CustomResource", True, "run"),
        ("AWS::SNS::Topic", True, "emulated"),
        ("AWS::EC2::EIP", False, "recorded"),
        ("AWS::CDK::Metadata", True, "recorded"),
        ("AWS::EKS::Cluster", True, "recorded"),
        ("Custom::AWSCDK-EKS-KubernetesPatch", False, "recorded"),
        ("Custom::AWSCDK-EKS-KubernetesObjectValue", False, "run"),
        ("AWS::CloudWatch::Alarm", True, "emulated"),
    ],
)
def test_no_resource_is_said_to_be_more_real_than_it_is(kind: str, has_handler: bool, how: str) -> None:
    assert reality(kind, has_handler=has_handler) == how


@pytest.mark.parametrize(
    ("chart", "is_remote"),
    [
        ({"Repository": "https://charts.example.com/argo", "Chart": "argo-rollouts"}, True),
        ({"Repository": "oci://public.ecr.aws/charts/shop"}, True),
        ({"Chart": "oci://public.ecr.aws/charts/shop"}, True),
        ({"Repository": "http://localhost:8080", "Chart": "shop"}, False),
        ({"Repository": "oci://127.0.0.1:5000/shop"}, False),
        ({"Repository": "http://[::1]:8080", "Chart": "shop"}, False),
        ({"ChartAssetURL": "s3://assets/shop.zip"}, False),
    ],
)
def test_a_chart_is_fetched_from_this_machine_only(chart: dict[str, str], is_remote: bool) -> None:
    assert is_elsewhere(chart) is is_remote


def test_a_taken_port_is_said_to_be_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"cannot listen on 127.0.0.1:{port}: Address already in use"):
            require_free_port("127.0.0.1", port)
    require_free_port("127.0.0.1", port)


def test_every_interface_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"loopback only: BIND_HOST is 0\.0\.0\.0"):
        require_free_port("0.0.0.0", 1)  # noqa: S104

"""A cluster made by the CDK's own constructs: deployed, changed, broken and destroyed by the real CDK CLI."""

import base64
import json
import shlex
import ssl
import sys
import urllib.request
from collections.abc import Iterator
from subprocess import CompletedProcess
from typing import Any

import pytest

from local.reporting.ledger import read_resources
from tests.local.running import Local

pytestmark = pytest.mark.xdist_group("kubernetes-app")

DEPLOYMENT = "/apis/apps/v1/namespaces/shop/deployments/shop"
CONFIG_MAPS = "/api/v1/namespaces/shop/configmaps"


class Deployed(Local):
    """A local AWS with the app."""

    def change(self, *changes: str) -> CompletedProcess[str]:
        app = [sys.executable, "-m", "tests.local.kubernetes_app", str(self.state.directory.parent / "chart")]
        arguments = ["--port", str(self.port), "--app", shlex.join([*app, *changes])]
        return self.run("deploy", *arguments, timeout_seconds=200)

    def outputs(self) -> dict[str, str]:
        (stack,) = self.client("cloudformation").describe_stacks(StackName="local-Kubernetes")["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def read(self, path: str) -> dict[str, Any]:
        """Ask the cluster, at the address and with the certificate that the template gave."""
        outputs = self.outputs()
        trusted = ssl.create_default_context(cadata=base64.b64decode(outputs["Certificate"]).decode())
        with urllib.request.urlopen(outputs["Endpoint"] + path, context=trusted) as answer:  # noqa: S310
            found: dict[str, Any] = json.load(answer)
            return found


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    it = Deployed(tmp_path_factory.mktemp("kubernetes"))
    first = it.change("--extra")
    assert first.returncode == 0, first.stderr + it.log("deploy")
    yield it
    it.run("stop")
    it.wait_until_nothing_runs()


def test_a_cluster_answers_with_what_was_applied(local: Deployed) -> None:
    outputs = local.outputs()
    (cluster,) = local.client("eks").list_clusters()["clusters"]
    told = local.client("eks").describe_cluster(name=cluster)["cluster"]

    assert local.read(DEPLOYMENT)["spec"]["replicas"] == 1
    assert local.read("/api/v1/namespaces/default/configmaps/own")["data"] == {"red": "1"}
    assert (told["endpoint"], told["certificateAuthority"]["data"]) == (
        outputs["Endpoint"],
        outputs["Certificate"],
    )
    assert outputs["SecurityGroup"].startswith("sg-")
    assert "/id/" in outputs["Issuer"]


def test_the_template_knows_the_load_balancer_of_the_ingress(local: Deployed) -> None:
    elbv2 = local.client("elbv2")
    (balancer,) = elbv2.describe_load_balancers()["LoadBalancers"]
    (listener,) = elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    rules = elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]

    assert local.outputs()["Hostname"] == balancer["DNSName"]
    paths = [rule["Conditions"][0]["Values"] for rule in rules if not rule["IsDefault"]]
    assert paths == [["/shop/*"]]
    assert len(elbv2.describe_target_groups()["TargetGroups"]) == 1


def test_nothing_is_said_to_run_that_does_not(local: Deployed) -> None:
    how = {each.type: each.how for each in read_resources(local.state.resources)}

    for kind in (
        "AWS::EKS::Cluster",
        "Custom::AWSCDK-EKS-KubernetesResource",
        "Custom::AWSCDK-EKS-HelmChart",
        "AWS::EKS::Addon",
    ):
        assert how[kind] == "recorded", kind


def test_a_change_is_applied_and_what_went_is_pruned(local: Deployed) -> None:
    assert len(local.read(CONFIG_MAPS)["items"]) == 1
    changed = local.change("--replicas", "2")

    assert changed.returncode == 0, changed.stderr + local.log("deploy")
    assert local.read(DEPLOYMENT)["spec"]["replicas"] == 2
    assert local.read(CONFIG_MAPS)["items"] == []


def test_a_mistake_fails_with_its_sentence_and_is_taken_back(local: Deployed) -> None:
    failed = local.change("--replicas", "2", "--mistake", "replica")

    assert failed.returncode == 1
    said = failed.stderr.replace("\\'", "'")
    assert "Additional properties are not allowed ('replica' was unexpected)" in said
    assert local.read(DEPLOYMENT)["spec"]["replicas"] == 2


def test_nothing_is_left(local: Deployed) -> None:
    gone = local.run("down", timeout_seconds=200)

    assert gone.returncode == 0, gone.stderr
    assert "nothing is left" in gone.stdout + gone.stderr

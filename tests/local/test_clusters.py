"""Services on EKS, App Runner and Express Mode, deployed by the real CDK CLI and the real kubectl."""

import shlex
import sys
from collections.abc import Iterator
from subprocess import CompletedProcess

import pytest

from local.reporting.ledger import read_resources
from tests.local.running import Local

pytestmark = pytest.mark.xdist_group("clusters")

APP = [sys.executable, "-m", "tests.local.clusters_app"]
MANIFESTS = "Custom::AWSCDK-EKS-KubernetesResource"


def deploy(local: Local, *changes: str) -> CompletedProcess[str]:
    app = shlex.join([*APP, *changes])
    return local.run("deploy", "--port", str(local.port), "--app", app, timeout_seconds=300)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    it = Local(tmp_path_factory.mktemp("clusters"))
    first = deploy(it)
    assert first.returncode == 0, first.stderr + it.log("deploy")
    yield it
    it.run("stop")
    it.wait_until_nothing_runs()


def rules(local: Local) -> dict[str, list[int]]:
    """Give the weights of each path that the cluster's load balancer leads on."""
    elbv2 = local.client("elbv2")
    (balancer,) = [
        each
        for each in elbv2.describe_load_balancers()["LoadBalancers"]
        if each["LoadBalancerName"].startswith("k8s-")
    ]
    (listener,) = elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    found: dict[str, list[int]] = {}
    for rule in elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]:
        if not rule["IsDefault"]:
            (path,) = rule["Conditions"][0]["Values"]
            groups = rule["Actions"][0]["ForwardConfig"]["TargetGroups"]
            found[path] = [group["Weight"] for group in groups]
    return found


def test_what_no_pod_runs_for_is_recorded(local: Local) -> None:
    resources = read_resources(local.state.resources)
    how = {resource.type: resource.how for resource in resources}

    assert how[MANIFESTS] == how["Custom::AWSCDK-EKS-HelmChart"] == "recorded"
    assert how["AWS::AppRunner::Service"] == how["AWS::ECS::ExpressGatewayService"] == "recorded"
    assert how["Custom::IngressTargets"] == "run"
    assert how["AWS::EKS::Cluster"] == "recorded"


def test_ingresses_become_rules_of_a_load_balancer(local: Local) -> None:
    assert rules(local) == {"/canary/*": [100, 0], "/rolling/*": [100]}


def test_every_version_has_a_target_group(local: Local) -> None:
    groups = local.client("elbv2").describe_target_groups()["TargetGroups"]

    assert len([group for group in groups if group["TargetGroupName"].startswith("k8s-")]) == 3


def test_a_change_is_applied(local: Local) -> None:
    changed = deploy(local, "--latency-ms", "400")

    assert changed.returncode == 0, changed.stderr + local.log("deploy")
    assert rules(local) == {"/canary/*": [100, 0], "/rolling/*": [100]}


def test_a_mistake_fails_with_its_sentence_and_is_taken_back(local: Local) -> None:
    failed = deploy(local, "--latency-ms", "400", "--mistaken")

    assert failed.returncode == 1
    said = failed.stderr.replace("\\'", "'")
    assert "Additional properties are not allowed ('replica' was unexpected)" in said
    again = deploy(local, "--latency-ms", "400")
    assert again.returncode == 0, again.stderr


def test_nothing_is_left(local: Local) -> None:
    gone = local.run("down", timeout_seconds=200)

    assert gone.returncode == 0, gone.stderr
    assert "nothing is left" in gone.stdout + gone.stderr

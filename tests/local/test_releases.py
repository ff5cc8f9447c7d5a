"""Every pair of engine and strategy, deployed by the real CDK CLI and read back; weights moved in between."""

import shlex
import sys
from collections.abc import Iterator
from subprocess import CompletedProcess
from typing import Any

import pytest

from local.reporting.ledger import read_resources
from tests.local.releases_app import PAIRS, SURROUNDED
from tests.local.running import Local

pytestmark = pytest.mark.xdist_group("releases")

SHIFTED = [name for name in PAIRS if name != "ecs-rolling"]
APP = [sys.executable, "-m", "tests.local.releases_app"]


def deploy(local: Local, *changes: str) -> CompletedProcess[str]:
    app = shlex.join([*APP, *changes])
    return local.run("deploy", "--port", str(local.port), "--app", app, timeout_seconds=300)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    it = Local(tmp_path_factory.mktemp("releases"))
    first = deploy(it)
    assert first.returncode == 0, first.stderr + it.log("deploy")
    yield it
    it.run("stop")
    it.wait_until_nothing_runs()


@pytest.fixture(scope="module")
def services(local: Local) -> dict[str, dict[str, Any]]:
    """Give the services as ECS answers them, by the name of their container."""
    ecs = local.client("ecs")
    [cluster] = ecs.list_clusters()["clusterArns"]
    arns = ecs.list_services(cluster=cluster, maxResults=100)["serviceArns"]
    found = [ecs.describe_services(cluster=cluster, services=[arn])["services"][0] for arn in arns]
    return {service["loadBalancers"][0]["containerName"]: service for service in found}


def rules(local: Local, name: str) -> list[dict[str, Any]]:
    """Give the rules for users and for tests of a service."""
    elbv2 = local.client("elbv2")
    [balancer] = elbv2.describe_load_balancers()["LoadBalancers"]
    return [
        rule
        for listener in elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
        for rule in elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
        if any(f"/{name}/*" in path for path in paths(rule))
    ]


def paths(rule: dict[str, Any]) -> list[str]:
    return [path for condition in rule["Conditions"] for path in condition["Values"]]


def weights(local: Local, name: str) -> list[list[int]]:
    return [
        [group["Weight"] for group in rule["Actions"][0]["ForwardConfig"]["TargetGroups"]]
        for rule in rules(local, name)
    ]


def move(local: Local, name: str, blue: int, green: int) -> None:
    """Do what ECS and CodeDeploy do in a release."""
    elbv2 = local.client("elbv2")
    for rule in rules(local, name):
        groups = rule["Actions"][0]["ForwardConfig"]["TargetGroups"]
        shares = [{**group, "Weight": share} for group, share in zip(groups, (blue, green), strict=True)]
        action = {"Type": "forward", "ForwardConfig": {"TargetGroups": shares}}
        elbv2.modify_rule(RuleArn=rule["RuleArn"], Actions=[action])


def test_every_pair_is_there(services: dict[str, dict[str, Any]]) -> None:
    assert set(services) == {*PAIRS, SURROUNDED}
    assert {service["status"] for service in services.values()} == {"ACTIVE"}


def test_ecs_is_told_its_part(services: dict[str, dict[str, Any]]) -> None:
    told = {
        name: service["deploymentConfiguration"].get("strategy", "none") for name, service in services.items()
    }
    assert told == {
        "ecs-rolling": "none",
        "ecs-blue-green": "BLUE_GREEN",
        "ecs-canary": "CANARY",
        "ecs-linear": "LINEAR",
        "codedeploy-blue-green": "none",
        "codedeploy-canary": "none",
        "codedeploy-linear": "none",
        SURROUNDED: "CANARY",
    }
    linear = services["ecs-linear"]["deploymentConfiguration"]
    assert linear["linearConfiguration"] == {"stepPercent": 25, "stepBakeTimeInMinutes": 1}
    alternate = {
        name: "advancedConfiguration" in service["loadBalancers"][0] for name, service in services.items()
    }
    assert alternate == {name: told[name] != "none" for name in told}


def test_what_surrounds_a_service_arrives(local: Local, services: dict[str, dict[str, Any]]) -> None:
    service = services[SURROUNDED]
    definition = local.client("ecs").describe_task_definition(taskDefinition=service["taskDefinition"])
    [container] = definition["taskDefinition"]["containerDefinitions"]

    assert service["capacityProviderStrategy"] == [
        {"capacityProvider": "FARGATE", "base": 1, "weight": 1},
        {"capacityProvider": "FARGATE_SPOT", "weight": 3},
    ]
    assert {secret["name"]: secret["valueFrom"].split(":", 5)[5] for secret in container["secrets"]} == {
        "PASSWORD": "secret:shop/database:password::",  # pragma: allowlist secret
        "TOKEN": "parameter/shop/token",
    }
    kinds = [resource.type for resource in read_resources(local.state.resources)]
    assert kinds.count("AWS::ApplicationAutoScaling::ScalingPolicy") == len(PAIRS) + 3


@pytest.mark.parametrize("name", SHIFTED)
def test_the_first_version_has_all_traffic(local: Local, name: str) -> None:
    assert weights(local, name) == [[100, 0], [100, 0]]


def test_what_has_no_api_here_is_recorded(local: Local) -> None:
    recorded = [resource for resource in read_resources(local.state.resources) if resource.how == "recorded"]
    kinds = [resource.type for resource in recorded]
    assert kinds.count("AWS::CodeDeploy::DeploymentGroup") == 3
    assert kinds.count("AWS::CodeDeploy::DeploymentConfig") == 2


def test_a_stack_update_leaves_moved_weights_alone(local: Local) -> None:
    before = {name: [rule["RuleArn"] for rule in rules(local, name)] for name in SHIFTED}
    for name in SHIFTED:
        move(local, name, 10, 90)

    for changes in (
        ["--version", "2"],  # a release: no rule changes
        ["--version", "2", "--owner", "team-payments"],  # only a tag of the rules changes
        ["--version", "2", "--owner", "team-payments", "--prefix", "/shop"],  # their paths change
    ):
        update = deploy(local, *changes)
        assert update.returncode == 0, update.stderr + local.log("deploy")
        assert "local/Services: deployed" in update.stdout
        assert {name: weights(local, name) for name in SHIFTED} == {name: [[10, 90]] * 2 for name in SHIFTED}

    after = {name: rules(local, name) for name in SHIFTED}
    assert {name: [rule["RuleArn"] for rule in found] for name, found in after.items()} == before
    assert all(paths(rule) == [f"/shop/{name}/*"] for name, found in after.items() for rule in found)


def test_a_rule_that_was_deleted_by_hand_stops_the_update(local: Local) -> None:
    local.client("elbv2").delete_rule(RuleArn=rules(local, "ecs-canary")[0]["RuleArn"])
    update = deploy(local, "--prefix", "/again")

    assert update.returncode != 0
    assert "the weights of the running service are not known" in update.stderr + local.log("deploy")
    assert weights(local, "codedeploy-canary") == [[10, 90], [10, 90]]

"""Releases by CodeDeploy: what it is told, what it may do, and what a pipeline finds in the assembly."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from botocore.session import Session
from botocore.validate import validate_parameters

from goldenpath import DeployStrategy, EcsPlatform, EcsService, LogKey, Network, UnsupportedStrategyError
from tests.constructs.runtimes.conftest import DIGEST, REPOSITORY, describe
from tests.support import app as make_app

GROUP = "AWS::CodeDeploy::DeploymentGroup"
CONFIG = "AWS::CodeDeploy::DeploymentConfig"


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture(scope="module")
def synthesise(open_shop: Callable[..., Any]) -> Callable[..., tuple[assertions.Template, Path]]:
    def make(strategy: DeployStrategy, **arguments: Any) -> tuple[assertions.Template, Path]:
        shop = open_shop()
        shop.serve("Checkout", strategy=strategy, engine="codedeploy", **arguments)
        template = assertions.Template.from_stack(shop.service_stack)
        return template, Path(shop.service_stack.node.root.outdir) / "releases" / "checkout"

    return make


@pytest.fixture(scope="module")
def canary(synthesise: Callable[..., tuple[assertions.Template, Path]]) -> tuple[assertions.Template, Path]:
    spec = describe(cpu=512, memory_mib=1024, port=9000, environment={"CURRENCY": "EUR"})
    return synthesise(DeployStrategy.canary(percent=10, bake=minutes(5)), spec=spec)


@pytest.fixture(scope="module")
def template(canary: tuple[assertions.Template, Path]) -> assertions.Template:
    return canary[0]


def deployment_group(template: assertions.Template) -> dict[str, Any]:
    (group,) = template.find_resources(GROUP).values()
    return dict(group["Properties"])


def test_the_old_version_waits_for_the_bake_before_it_goes(template: assertions.Template) -> None:
    ending = deployment_group(template)["BlueGreenDeploymentConfiguration"]
    assert ending["TerminateBlueInstancesOnDeploymentSuccess"] == {
        "Action": "TERMINATE",
        "TerminationWaitTimeInMinutes": 5,
    }


def test_a_failed_or_stopped_release_is_taken_back(template: assertions.Template) -> None:
    assert deployment_group(template)["AutoRollbackConfiguration"] == {
        "Enabled": True,
        "Events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST", "DEPLOYMENT_STOP_ON_ALARM"],
    }


def test_the_rollback_alarms_are_watched(template: assertions.Template) -> None:
    alarms = [{"Name": {"Ref": name}} for name in template.find_resources("AWS::CloudWatch::Alarm")]
    assert deployment_group(template)["AlarmConfiguration"] == {"Alarms": alarms, "Enabled": True}
    assert len(alarms) == 3


def test_users_and_tests_come_by_listeners_of_their_own(template: assertions.Template) -> None:
    (pair,) = deployment_group(template)["LoadBalancerInfo"]["TargetGroupPairInfoList"]
    assert len(pair["TargetGroups"]) == 2
    assert pair["ProdTrafficRoute"] != pair["TestTrafficRoute"]


@pytest.mark.parametrize(
    ("strategy", "name"),
    [
        (DeployStrategy.blue_green(), "ECSAllAtOnce"),
        (DeployStrategy.canary(percent=10, bake=minutes(15)), "ECSCanary10Percent15Minutes"),
        (DeployStrategy.linear(percent=10, interval=minutes(3)), "ECSLinear10PercentEvery3Minutes"),
    ],
)
def test_codedeploys_own_configurations_are_used(
    synthesise: Callable[..., tuple[assertions.Template, Path]], strategy: DeployStrategy, name: str
) -> None:
    template, _ = synthesise(strategy)
    assert deployment_group(template)["DeploymentConfigName"] == f"CodeDeployDefault.{name}"
    template.resource_count_is(CONFIG, 0)


@pytest.mark.parametrize(
    ("strategy", "routing"),
    [
        (
            DeployStrategy.canary(percent=3, bake=minutes(5)),
            {
                "Type": "TimeBasedCanary",
                "TimeBasedCanary": {"CanaryPercentage": 3, "CanaryInterval": 5},
            },
        ),
        (
            DeployStrategy.linear(percent=20, interval=minutes(2)),
            {
                "Type": "TimeBasedLinear",
                "TimeBasedLinear": {"LinearPercentage": 20, "LinearInterval": 2},
            },
        ),
    ],
)
def test_other_strategies_get_a_configuration_of_their_own(
    synthesise: Callable[..., tuple[assertions.Template, Path]],
    strategy: DeployStrategy,
    routing: dict[str, Any],
) -> None:
    template, _ = synthesise(strategy)
    (config,) = template.find_resources(CONFIG).values()
    assert config["Properties"] == {"ComputePlatform": "ECS", "TrafficRoutingConfig": routing}


def test_shifts_over_more_than_two_days_are_refused(
    synthesise: Callable[..., tuple[assertions.Template, Path]],
) -> None:
    with pytest.raises(UnsupportedStrategyError, match="at most 48 hours apart, not 54"):
        synthesise(DeployStrategy.linear(percent=10, interval=minutes(6 * 60)))


def test_a_stack_update_resets_neither_revision_nor_traffic(template: assertions.Template) -> None:
    (service,) = template.find_resources("AWS::ECS::Service").values()
    (definition,) = template.find_resources("AWS::ECS::TaskDefinition").values()

    assert service["Properties"]["DeploymentController"] == {"Type": "CODE_DEPLOY"}
    # The family's name, and no revision: a new one in the template changes nothing in the service.
    assert service["Properties"]["TaskDefinition"] == definition["Properties"]["Family"]
    assert "DesiredCount" not in service["Properties"]
    # What runs, or is gone back to, is not unregistered by the next update.
    assert definition["UpdateReplacePolicy"] == "Retain"
    for rule in template.find_resources("AWS::ElasticLoadBalancingV2::ListenerRule").values():
        shares = rule["Properties"]["Actions"][0]["ForwardConfig"]["TargetGroups"]
        assert all("Fn::GetAtt" in share["Weight"] for share in shares)


def test_a_new_version_changes_the_task_definition_only(
    synthesise: Callable[..., tuple[assertions.Template, Path]],
) -> None:
    first, second = (
        synthesise(DeployStrategy.blue_green(), spec=describe(environment={"VERSION": version}))[0].to_json()
        for version in ("1", "2")
    )
    changed = [
        resource["Type"]
        for name, resource in first["Resources"].items()
        if resource != second["Resources"][name]
    ]
    assert changed == ["AWS::ECS::TaskDefinition"]


def test_codedeploy_may_release_this_service_and_no_other(template: assertions.Template) -> None:
    (role,) = [
        role
        for role in template.find_resources("AWS::IAM::Role").values()
        if "codedeploy" in str(role["Properties"]["AssumeRolePolicyDocument"])
    ]
    (policy,) = role["Properties"]["Policies"]
    everywhere = [
        statement for statement in policy["PolicyDocument"]["Statement"] if statement["Resource"] == "*"
    ]
    (task_sets,) = [statement for statement in everywhere if "Condition" in statement]
    (service,) = template.find_resources("AWS::ECS::Service")
    assert "ManagedPolicyArns" not in role["Properties"]
    # ecs:CreateTaskSet takes no resource in a policy, only conditions.
    assert task_sets["Action"] == ["ecs:CreateTaskSet", "ecs:DeleteTaskSet"]
    assert task_sets["Condition"] == {"ArnEquals": {"ecs:service": {"Ref": service}}}
    assert all(
        ":Describe" in action
        for statement in everywhere
        if statement is not task_sets
        for action in statement["Action"]
    )


def test_the_task_definition_is_one_that_ecs_registers(canary: tuple[assertions.Template, Path]) -> None:
    given = json.loads((canary[1] / "taskdef.json").read_text())
    shape = Session().get_service_model("ecs").operation_model("RegisterTaskDefinition").input_shape
    assert shape is not None
    validate_parameters(given, shape)

    (container,) = given["containerDefinitions"]
    assert set(given) <= set(shape.members)
    assert container["image"] == f"{REPOSITORY}@{DIGEST}"
    assert {"name": "CURRENCY", "value": "EUR"} in container["environment"]
    assert (given["cpu"], given["memory"]) == ("512", "1024")


def test_the_task_definition_is_that_of_the_template(canary: tuple[assertions.Template, Path]) -> None:
    template, folder = canary
    given = json.loads((folder / "taskdef.json").read_text())
    (definition,) = template.find_resources("AWS::ECS::TaskDefinition").values()
    roles = template.find_resources("AWS::IAM::Role")
    names = {
        f"arn:aws:iam::111111111111:role/{role['Properties']['RoleName']}"
        for role in roles.values()
        if "RoleName" in role["Properties"]
    }
    log_groups = template.find_resources("AWS::Logs::LogGroup").values()
    options = given["containerDefinitions"][0]["logConfiguration"]["options"]

    assert given["family"] == definition["Properties"]["Family"]
    assert {given["taskRoleArn"], given["executionRoleArn"]} == names
    assert options["awslogs-group"] in [group["Properties"].get("LogGroupName") for group in log_groups]


def smoke_test_arn(template: assertions.Template) -> str:
    (function,) = template.find_resources("AWS::Lambda::Function").values()
    return f"arn:aws:lambda:eu-west-1:111111111111:function:{function['Properties']['FunctionName']}"


def test_codedeploy_may_ask_the_smoke_test_which_may_answer_it(template: assertions.Template) -> None:
    (group,) = template.find_resources(GROUP)
    roles = str(template.find_resources("AWS::IAM::Role"))

    assert (
        f"'Action': 'lambda:InvokeFunction', 'Effect': 'Allow', 'Resource': '{smoke_test_arn(template)}'"
        in roles
    )
    assert "codedeploy:PutLifecycleEventHookExecutionStatus" in roles
    assert f"'Ref': '{group}'" in roles
    template.has_resource_properties("AWS::Lambda::Function", {"Handler": "index.code_deploy"})


def test_the_application_specification_names_the_container(canary: tuple[assertions.Template, Path]) -> None:
    given = json.loads((canary[1] / "appspec.json").read_text())
    (resource,) = given["Resources"]

    assert given["Hooks"] == [{"AfterAllowTestTraffic": smoke_test_arn(canary[0])}]
    assert resource["TargetService"] == {
        "Type": "AWS::ECS::Service",
        "Properties": {
            "TaskDefinition": "<TASK_DEFINITION>",
            "LoadBalancerInfo": {"ContainerName": "checkout", "ContainerPort": 9000},
        },
    }


def test_a_stack_of_no_account_is_refused(tmp_path: Path) -> None:
    stack = cdk.Stack(make_app(tmp_path), "Stack", env=cdk.Environment(region="eu-west-1"))
    key = LogKey(stack, "LogKey")
    zones = ["eu-west-1a", "eu-west-1b"]
    network = Network(stack, "Network", cidr="10.0.0.0/16", availability_zones=zones, log_key=key)
    platform = EcsPlatform(stack, "Platform", network=network, log_key=key)

    with pytest.raises(ValueError, match="needs a stack with an account and a region"):
        EcsService(
            stack, "Checkout", platform=platform, spec=describe(), strategy=DeployStrategy.blue_green()
        )

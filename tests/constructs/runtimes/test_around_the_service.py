"""What surrounds a service on ECS: scaling, secrets, Spot, shells, names, shutdown."""

import json
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_ec2 as ec2

from goldenpath import (
    DeployStrategy,
    EcsService,
    FargateOptions,
    NatMode,
    Route,
    Scaling,
    ScheduledScaling,
    SecretSource,
    ServiceSpec,
    Shutdown,
    SpecificationError,
)
from tests.constructs.runtimes.conftest import describe

SECRETS = {
    "DATABASE_PASSWORD": SecretSource.secrets_manager("shop/database", field="password"),
    "PAYMENT_TOKEN": SecretSource.parameter("/shop/payment-token"),
}
NAMES = ("secret:shop/database-??????", "parameter/shop/payment-token")
SPOT = FargateOptions(on_demand_base=2, on_demand_weight=1, spot_weight=3)


def everything() -> ServiceSpec:
    return describe(
        architecture="arm64",
        shutdown=Shutdown(drain_seconds=20, stop_timeout_seconds=50),
        secrets=SECRETS,
        scaling=Scaling(
            target_memory_percent=70,
            target_requests_per_minute=600,
            schedule=(
                ScheduledScaling(
                    at=time(7, 30),
                    days=("monday", "friday"),
                    time_zone="Europe/Berlin",
                    minimum=4,
                    maximum=20,
                ),
            ),
        ),
    )


@pytest.fixture(scope="module")
def template(open_shop: Callable[..., Any]) -> assertions.Template:
    shop = open_shop(nat=NatMode.SINGLE)
    shop.serve("Checkout", spec=everything(), options=SPOT, strategy=DeployStrategy.canary(), engine="ecs")
    return assertions.Template.from_stack(shop.service_stack)


@pytest.fixture(scope="module")
def reached(open_shop: Callable[..., Any]) -> assertions.Template:
    """Make two services that speak with each other, one of which people may enter."""
    shop = open_shop(nat=NatMode.SINGLE)
    cart = shop.serve(
        "Cart",
        spec=describe(name="cart", port=9000),
        options=FargateOptions(service_connect=True),
        route=Route(path="/cart/*", priority=1),
    )
    checkout = shop.serve("Checkout", options=FargateOptions(service_connect=True, execute_command=True))
    checkout.may_call(cart)
    assert cart.discovery_url == "http://cart:9000"
    return assertions.Template.from_stack(shop.service_stack)


def container(template: assertions.Template, name: str = "checkout") -> dict[str, Any]:
    definitions = template.find_resources("AWS::ECS::TaskDefinition").values()
    containers = [each for found in definitions for each in found["Properties"]["ContainerDefinitions"]]
    return next(dict(found) for found in containers if found["Name"] == name)


def test_secrets_are_references(template: assertions.Template) -> None:
    secrets = {secret["Name"]: str(secret["ValueFrom"]) for secret in container(template)["Secrets"]}

    assert secrets.keys() == SECRETS.keys()
    assert (
        ":secretsmanager:eu-west-1:111111111111:secret:shop/database:password::"
        in secrets["DATABASE_PASSWORD"]
    )
    assert ":ssm:eu-west-1:111111111111:parameter/shop/payment-token" in secrets["PAYMENT_TOKEN"]
    assert secrets.keys().isdisjoint(entry["Name"] for entry in container(template)["Environment"])


def test_the_execution_role_alone_reads_them_and_no_others(template: assertions.Template) -> None:
    policies = template.find_resources("AWS::IAM::Policy")
    [reader] = [policy for policy in policies.values() if "GetSecretValue" in str(policy)]
    statements = reader["Properties"]["PolicyDocument"]["Statement"]
    read = [str(each["Resource"]) for each in statements if "Get" in str(each["Action"])]

    assert "ExecutionRole" in str(reader["Properties"]["Roles"])
    assert [any(name in resource for resource in read) for name in NAMES] == [True, True], read


def test_it_runs_on_the_processor_that_was_asked_for(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ECS::TaskDefinition", {"RuntimePlatform": {"CpuArchitecture": "ARM64"}}
    )


def test_it_has_time_to_end(template: assertions.Template) -> None:
    assert container(template)["StopTimeout"] == 50
    template.all_resources_properties(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        {
            "TargetGroupAttributes": assertions.Match.array_with(
                [{"Key": "deregistration_delay.timeout_seconds", "Value": "20"}]
            )
        },
    )


def test_spot_gets_its_share(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ECS::Service",
        {
            "CapacityProviderStrategy": [
                {"CapacityProvider": "FARGATE", "Base": 2, "Weight": 1},
                {"CapacityProvider": "FARGATE_SPOT", "Weight": 3},
            ],
            "LaunchType": assertions.Match.absent(),
        },
    )


def policies_for(template: assertions.Template, name: str) -> dict[str, Any]:
    found = template.find_resources("AWS::ApplicationAutoScaling::ScalingPolicy")
    [policy] = [policy for key, policy in found.items() if name in key]
    return dict(policy["Properties"]["TargetTrackingScalingPolicyConfiguration"])


def test_it_scales_with_its_memory(template: assertions.Template) -> None:
    memory = policies_for(template, "Memory")

    assert memory["TargetValue"] == 70
    assert "ECSServiceAverageMemoryUtilization" in str(memory["PredefinedMetricSpecification"])


def test_it_scales_with_the_requests_to_both_versions(template: assertions.Template) -> None:
    requests = policies_for(template, "Requests")
    *parts, total = requests["CustomizedMetricSpecification"]["Metrics"]
    groups = {str(part["MetricStat"]["Metric"]["Dimensions"][0]["Value"]) for part in parts}

    assert requests["TargetValue"] == 600
    assert total["Expression"] == "FILL(requests1, 0) + FILL(requests2, 0)"
    assert [part["ReturnData"] for part in (*parts, total)] == [False, False, True]
    assert len(groups) == len(template.find_resources("AWS::ElasticLoadBalancingV2::TargetGroup")) == 2


def test_it_scales_with_the_time_of_day(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        {
            "ScheduledActions": [
                assertions.Match.object_like(
                    {
                        "Schedule": "cron(30 7 ? * MON,FRI *)",
                        "Timezone": "Europe/Berlin",
                        "ScalableTargetAction": {"MinCapacity": 4, "MaxCapacity": 20},
                    }
                )
            ]
        },
    )


def test_a_shell_is_possible_only_where_it_was_asked_for(
    template: assertions.Template, reached: assertions.Template
) -> None:
    [service] = template.find_resources("AWS::ECS::Service").values()
    assert "EnableExecuteCommand" not in service["Properties"]
    assert "ssmmessages" not in str(template.find_resources("AWS::IAM::Policy"))

    reached.has_resource_properties("AWS::ECS::Service", {"EnableExecuteCommand": True})
    [task] = [
        policy
        for policy in reached.find_resources("AWS::IAM::Policy").values()
        if "ssmmessages" in str(policy)
    ]
    assert "kms:Decrypt" in str(task)
    assert container(reached)["ReadonlyRootFilesystem"] is False
    assert container(reached, "cart")["ReadonlyRootFilesystem"] is True


def test_services_find_each_other_by_name(reached: assertions.Template) -> None:
    reached.has_resource_properties(
        "AWS::ECS::Service",
        {
            "ServiceConnectConfiguration": {
                "Enabled": True,
                "Services": [
                    {
                        "PortName": "cart",
                        "DiscoveryName": "cart",
                        "ClientAliases": [{"Port": 9000, "DnsName": "cart"}],
                    }
                ],
            }
        },
    )


def test_the_caller_alone_may_reach_the_other(reached: assertions.Template) -> None:
    rules = [
        rule["Properties"]
        for rule in reached.find_resources("AWS::EC2::SecurityGroupIngress").values()
        if rule["Properties"].get("Description") == "Service Connect"
    ]

    assert [(rule["FromPort"], rule["ToPort"]) for rule in rules] == [(9000, 9000)]
    assert "Checkout" in str(rules[0]["SourceSecurityGroupId"])
    assert "Cart" in str(rules[0]["GroupId"])


def test_the_platform_keeps_what_people_did_in_shells(open_shop: Callable[..., Any]) -> None:
    platform = assertions.Template.from_stack(open_shop().platform_stack)

    platform.has_resource_properties(
        "AWS::ECS::Cluster",
        {
            "Configuration": {
                "ExecuteCommandConfiguration": {
                    "KmsKeyId": assertions.Match.any_value(),
                    "Logging": "OVERRIDE",
                    "LogConfiguration": assertions.Match.object_like({"CloudWatchEncryptionEnabled": True}),
                }
            }
        },
    )


def test_codedeploy_starts_copies_on_spot_and_with_secrets_too(open_shop: Callable[..., Any]) -> None:
    shop = open_shop(nat=NatMode.SINGLE)
    shop.serve(
        "Checkout", spec=everything(), options=SPOT, strategy=DeployStrategy.canary(), engine="codedeploy"
    )
    app = shop.service_stack.node.root
    assert isinstance(app, cdk.App)
    release = Path(app.synth().directory) / "releases" / "checkout"
    [target] = json.loads((release / "appspec.json").read_text())["Resources"]
    [definition] = json.loads((release / "taskdef.json").read_text())["containerDefinitions"]

    assert target["TargetService"]["Properties"]["CapacityProviderStrategy"] == [
        {"CapacityProvider": "FARGATE", "Base": 2, "Weight": 1},
        {"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 3},
    ]
    assert {secret["name"]: secret["valueFrom"] for secret in definition["secrets"]} == {
        # pragma: allowlist nextline secret
        "DATABASE_PASSWORD": "arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop/database:password::",
        "PAYMENT_TOKEN": "arn:aws:ssm:eu-west-1:111111111111:parameter/shop/payment-token",
    }
    assert definition["stopTimeout"] == 50


def test_contradictions_are_refused_all_at_once(open_shop: Callable[..., Any]) -> None:
    shop = open_shop(nat=NatMode.NONE)

    with pytest.raises(ValueError, match="cannot run like this") as caught:
        shop.serve(
            "Checkout",
            spec=describe(secrets=SECRETS),
            strategy=DeployStrategy.canary(),
            engine="codedeploy",
            options=FargateOptions(on_demand_base=5, execute_command=True, service_connect=True),
        )

    way = "the network has no way to what it needs; give it NAT, or InterfaceVpcEndpointAwsService"
    assert str(caught.value).splitlines() == [
        "The service checkout cannot run like this:",
        "  service_connect: CodeDeploy cannot release it; use the engine ecs, or leave it out",
        "  on_demand_base: should be at most the scaling's maximum (4), not 5",
        f"  secrets: {way}.SECRETS_MANAGER among its interface_endpoints",
        f"  secrets: {way}.SSM among its interface_endpoints",
        f"  execute_command: {way}.SSM_MESSAGES among its interface_endpoints",
    ]


def test_an_endpoint_is_a_way(open_shop: Callable[..., Any]) -> None:
    shop = open_shop(nat=NatMode.NONE, interface_endpoints=[ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES])

    assert isinstance(shop.serve("Checkout", options=FargateOptions(execute_command=True)), EcsService)


def test_names_need_service_connect_on_both_sides(open_shop: Callable[..., Any]) -> None:
    shop = open_shop()
    checkout = shop.serve("Checkout", options=FargateOptions(service_connect=True))
    cart = shop.serve("Cart", spec=describe(name="cart"), route=Route(path="/cart/*", priority=1))

    for caller, called in ((checkout, cart), (cart, checkout)):
        with pytest.raises(ValueError, match="Cart is not reached by its name: give it FargateOptions"):
            caller.may_call(called)


def test_copies_need_somewhere_to_run() -> None:
    with pytest.raises(
        SpecificationError, match="spot_weight: should be at least 1 where on_demand_weight is 0"
    ):
        FargateOptions(on_demand_weight=0)

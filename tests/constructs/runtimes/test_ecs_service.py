"""A microservice on ECS: locked down, reached through the platform, scaled, rolled back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import assertions
from aws_cdk import aws_sqs as sqs

from goldenpath import (
    HealthCheck,
    ImageSource,
    Scaling,
    ServiceRuntime,
)
from tests.constructs.runtimes.conftest import DIGEST, describe


@pytest.fixture(scope="module")
def template(open_shop: Callable[..., Any]) -> assertions.Template:
    shop = open_shop()
    spec = describe(
        cpu=512,
        memory_mib=2048,
        port=9000,
        health=HealthCheck(path="/healthz", interval_seconds=20, startup_grace_seconds=90),
        scaling=Scaling(minimum=3, maximum=9, target_cpu_percent=55),
        environment={"CURRENCY": "EUR"},
    )
    shop.serve("Checkout", spec=spec)
    return assertions.Template.from_stack(shop.service_stack)


def container(template: assertions.Template) -> dict[str, Any]:
    (definition,) = template.find_resources("AWS::ECS::TaskDefinition").values()
    (found,) = definition["Properties"]["ContainerDefinitions"]
    return dict(found)


def test_the_task_has_the_size_that_was_asked_for(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ECS::TaskDefinition",
        {"Cpu": "512", "Memory": "2048", "RequiresCompatibilities": ["FARGATE"]},
    )


def test_the_container_has_no_privilege(template: assertions.Template) -> None:
    found = container(template)

    assert found["User"] == "10001:10001"
    assert found["Privileged"] is False
    assert found["ReadonlyRootFilesystem"] is True
    assert found["LinuxParameters"] == {"Capabilities": {"Drop": ["ALL"]}, "InitProcessEnabled": True}
    assert [mount["SourceVolume"] for mount in found["MountPoints"]] == ["tmp"]


def test_the_container_learns_its_port_beside_its_settings(template: assertions.Template) -> None:
    environment = {entry["Name"]: entry["Value"] for entry in container(template)["Environment"]}

    assert (environment["CURRENCY"], environment["PORT"]) == ("EUR", "9000")
    [mapping] = container(template)["PortMappings"]
    assert (mapping["ContainerPort"], mapping["Protocol"]) == (9000, "tcp")


def test_the_image_is_named_by_digest(template: assertions.Template) -> None:
    assert container(template)["Image"]["Fn::Join"][1][-1] == f"/shop/checkout@{DIGEST}"


def test_logs_do_not_hold_the_service_up_and_are_encrypted(template: assertions.Template) -> None:
    assert container(template)["LogConfiguration"]["Options"]["mode"] == "non-blocking"
    template.has_resource_properties(
        "AWS::Logs::LogGroup", {"KmsKeyId": assertions.Match.any_value(), "RetentionInDays": 90}
    )


def test_execution_may_pull_that_repository_only(template: assertions.Template) -> None:
    policies = template.find_resources("AWS::IAM::Policy")
    (policy,) = [policy for name, policy in policies.items() if "ExecutionRole" in name]
    pulls = [
        statement["Resource"]
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if "ecr:BatchGetImage" in statement["Action"]
    ]

    assert pulls == ["arn:aws:ecr:eu-west-1:111111111111:repository/shop/checkout"]


def test_a_bad_version_is_taken_back_and_capacity_never_falls(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ECS::Service",
        {
            "DeploymentConfiguration": {
                "DeploymentCircuitBreaker": {"Enable": True, "Rollback": True},
                "MinimumHealthyPercent": 100,
                "MaximumPercent": 200,
            },
            "HealthCheckGracePeriodSeconds": 90,
            "EnableExecuteCommand": assertions.Match.absent(),
        },
    )


def test_a_deployment_does_not_undo_what_scaling_has_set(template: assertions.Template) -> None:
    template.has_resource_properties("AWS::ECS::Service", {"DesiredCount": assertions.Match.absent()})


def test_it_scales_with_the_processor_load(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ApplicationAutoScaling::ScalableTarget", {"MinCapacity": 3, "MaxCapacity": 9}
    )
    template.has_resource_properties(
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        {
            "TargetTrackingScalingPolicyConfiguration": {
                "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
                "TargetValue": 55,
            }
        },
    )


def test_the_load_balancer_asks_for_its_health(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        {
            "HealthCheckPath": "/healthz",
            "HealthCheckIntervalSeconds": 20,
            "TargetType": "ip",
            "TargetGroupAttributes": assertions.Match.array_with(
                [{"Key": "deregistration_delay.timeout_seconds", "Value": "30"}]
            ),
        },
    )


def test_only_the_load_balancer_reaches_its_port(template: assertions.Template) -> None:
    (ingress,) = template.find_resources("AWS::EC2::SecurityGroupIngress").values()
    (group,) = template.find_resources("AWS::EC2::SecurityGroup").values()

    assert ingress["Properties"]["FromPort"] == ingress["Properties"]["ToPort"] == 9000
    assert "LoadBalancer" not in str(ingress["Properties"]["GroupId"])
    assert "Ingress" in str(ingress["Properties"]["SourceSecurityGroupId"])
    assert "SecurityGroupIngress" not in group["Properties"]
    assert [(rule["CidrIp"], rule["ToPort"]) for rule in group["Properties"]["SecurityGroupEgress"]] == [
        ("0.0.0.0/0", 443)
    ]


def test_it_runs_in_the_private_tier(template: assertions.Template) -> None:
    (service,) = template.find_resources("AWS::ECS::Service").values()
    placement = service["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]

    assert placement["AssignPublicIp"] == "DISABLED"
    assert all("privateSubnet" in subnet["Fn::ImportValue"] for subnet in placement["Subnets"])


def test_it_starts_once_requests_and_rights_can_reach_it(template: assertions.Template) -> None:
    (service,) = template.find_resources("AWS::ECS::Service").values()

    assert set(service["DependsOn"]) >= {
        *template.find_resources("AWS::ElasticLoadBalancingV2::ListenerRule"),
        *template.find_resources("AWS::IAM::Policy"),
    }


def test_its_resources_name_their_owner(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ECS::Service",
        {
            "Tags": assertions.Match.array_with(
                [{"Key": "owner", "Value": "team-orders"}, {"Key": "service", "Value": "checkout"}]
            ),
            "PropagateTags": "SERVICE",
        },
    )


def test_its_code_may_only_send_traces_until_something_is_granted(open_shop: Callable[..., Any]) -> None:
    shop = open_shop()
    service: ServiceRuntime = shop.serve("Checkout")
    queue = sqs.Queue(shop.service_stack, "Queue")
    queue.grant_send_messages(service.grant_principal)
    policies = assertions.Template.from_stack(shop.service_stack).find_resources("AWS::IAM::Policy")

    (of_code,) = [policy for name, policy in policies.items() if "TaskRole" in name]
    (statement,) = of_code["Properties"]["PolicyDocument"]["Statement"]
    assert "sqs:SendMessage" in statement["Action"]


def test_a_folder_is_built_for_the_tasks_platform(open_shop: Callable[..., Any], image_folder: Path) -> None:
    shop = open_shop()
    shop.serve("Checkout", spec=describe(image=ImageSource.directory(image_folder)))
    assembly = shop.service_stack.node.root.synth()
    manifest = next(Path(assembly.directory).glob("Beside.assets.json")).read_text()

    assert '"platform": "linux/amd64"' in manifest


def test_a_public_image_needs_no_right_to_pull(open_shop: Callable[..., Any]) -> None:
    shop = open_shop()
    shop.serve("Checkout", spec=describe(image=ImageSource.digest("registry.example.com/checkout", DIGEST)))
    template = assertions.Template.from_stack(shop.service_stack)

    assert container(template)["Image"] == f"registry.example.com/checkout@{DIGEST}"
    assert "ecr:" not in str(template.find_resources("AWS::IAM::Policy"))

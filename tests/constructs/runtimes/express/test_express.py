"""A microservice on ECS Express Mode."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from aws_cdk import assertions

from goldenpath import DeployStrategy, ExpressService, Route, Scaling, SecretSource, UnsupportedError
from tests.constructs.runtimes.conftest import DIGEST, Shop, describe

CANARY = DeployStrategy.canary(percent=5, bake=timedelta(minutes=3))
INTERNAL = Route(path="/checkout/*", priority=1, internal=True)


def express(shop: Shop, **arguments: Any) -> ExpressService:
    how: dict[str, Any] = {"spec": describe(), "strategy": CANARY} | arguments
    return ExpressService(shop.service_stack, "Checkout", platform=shop.platform, **how)


@pytest.fixture(scope="module")
def template(open_shop: Callable[..., Shop]) -> assertions.Template:
    shop = open_shop()
    spec = describe(
        cpu=512,
        memory_mib=1024,
        port=9000,
        scaling=Scaling(minimum=3, maximum=9, target_cpu_percent=55),
        secrets={"TOKEN": SecretSource.parameter("/shop/token")},
    )
    express(shop, spec=spec, route=INTERNAL)
    return assertions.Template.from_stack(shop.service_stack)


def test_express_mode_is_told_what_it_needs(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ECS::ExpressGatewayService",
        {
            "Cpu": "512",
            "Memory": "1024",
            "HealthCheckPath": "/",
            "PrimaryContainer": {"ContainerPort": 9000},
            "ScalingTarget": {
                "MinTaskCount": 3,
                "MaxTaskCount": 9,
                "AutoScalingMetric": "AVERAGE_CPU",
                "AutoScalingTargetValue": 55,
            },
        },
    )
    assert DIGEST in str(template.find_resources("AWS::ECS::ExpressGatewayService"))


def test_its_log_is_encrypted_and_does_not_grow_for_ever(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::Logs::LogGroup", {"KmsKeyId": assertions.Match.any_value(), "RetentionInDays": 90}
    )


def test_ecs_keeps_the_rest_by_aws_s_own_policy(template: assertions.Template) -> None:
    roles = template.find_resources("AWS::IAM::Role")
    (infrastructure,) = [role for name, role in roles.items() if "InfrastructureRole" in name]

    assert "AmazonECSInfrastructureRoleforExpressGatewayServices" in str(
        infrastructure["Properties"]["ManagedPolicyArns"]
    )


def test_alarms_say_who_goes_back(template: assertions.Template) -> None:
    alarms = template.find_resources("AWS::CloudWatch::Alarm").values()

    assert len(alarms) == 3
    for alarm in alarms:
        assert "Express Mode goes back by alarms of its own" in alarm["Properties"]["AlarmDescription"]
        assert alarm["Properties"]["DatapointsToAlarm"] == 1  # all that fits into three minutes


def test_an_internal_service_stands_in_the_private_tier(template: assertions.Template) -> None:
    assert "privateSubnet" in str(template.find_resources("AWS::ECS::ExpressGatewayService"))


def test_a_public_one_says_that_it_has_no_firewall(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop()
    service = express(shop)
    template = assertions.Template.from_stack(shop.service_stack)

    assert "publicSubnet" in str(template.find_resources("AWS::ECS::ExpressGatewayService"))
    assert service.url.startswith("https://")
    assertions.Annotations.from_stack(shop.service_stack).has_warning(
        "/Beside/Checkout", assertions.Match.string_like_regexp("no firewall .* EcsService has one")
    )


def test_names_are_not_ours_to_give(open_shop: Callable[..., Shop]) -> None:
    with pytest.raises(UnsupportedError, match=r"route\.host: Express Mode chooses the name"):
        express(open_shop(), route=Route(host="pay.example.com", priority=1))

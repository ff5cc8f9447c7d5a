"""A microservice on ECS Express Mode."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath import DeployStrategy, ExpressService, NatMode, Route, Scaling, SecretSource, UnsupportedError
from tests.constructs.runtimes.conftest import DIGEST, Shop, describe
from tests.constructs.runtimes.deployed import deployed

CANARY = DeployStrategy.canary(percent=5, bake=timedelta(minutes=3))
INTERNAL = Route(path="/checkout/*", priority=1, internal=True)


def express(shop: Shop, **arguments: Any) -> ExpressService:
    how: dict[str, Any] = {"spec": describe(), "strategy": CANARY} | arguments
    return ExpressService(shop.service_stack, "Checkout", platform=shop.platform, **how)


@pytest.fixture(scope="module")
def template(open_shop: Callable[..., Shop]) -> assertions.Template:
    shop = open_shop(nat=NatMode.SINGLE)
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
    (service,) = template.find_resources("AWS::ECS::ExpressGatewayService").values()
    assert DIGEST in str(service)
    assert "RefPlatformCluster" in str(service["Properties"]["Cluster"])


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


@pytest.mark.parametrize("scheme", ["", "https://"])
def test_its_address_has_one_scheme(scheme: str, open_shop: Callable[..., Shop]) -> None:
    shop = open_shop()
    service = express(shop, route=INTERNAL)
    url = deployed(
        shop.service_stack.resolve(service.url), {"Endpoint": f"{scheme}ch-1.ecs.eu-west-1.on.aws"}
    )

    assert url == "https://ch-1.ecs.eu-west-1.on.aws/checkout/"


def test_its_signals_are_those_of_what_ecs_makes(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop()
    service = express(shop, route=INTERNAL)
    balancing = "arn:aws:elasticloadbalancing:eu-west-1:111111111111"
    attributes = {
        "ServiceArn": "arn:aws:ecs:eu-west-1:111111111111:service/shop/checkout",
        "ECSManagedResourceArns.IngressPath.LoadBalancerArn": f"{balancing}:loadbalancer/app/ecs-express/1a",
        "ECSManagedResourceArns.IngressPath.TargetGroupArns": [
            f"{balancing}:targetgroup/blue/2b",
            f"{balancing}:targetgroup/green/3c",
        ],
    }

    def dimensions(metric: cloudwatch.IMetric) -> list[dict[str, str]]:
        expression = metric.to_metric_config().math_expression
        parts = expression.using_metrics.values() if expression else [metric]
        stats = [part.to_metric_config().metric_stat for part in parts]
        named = [{each.name: each.value for each in stat.dimensions or []} for stat in stats if stat]
        return list(deployed(shop.service_stack.resolve(named), attributes))

    signals = service.signals
    for seen in (signals.requests, signals.errors, signals.latency(99), signals.slow_requests(300)):
        assert dimensions(seen) == [
            {"LoadBalancer": "app/ecs-express/1a", "TargetGroup": f"targetgroup/{group}"}
            for group in ("blue/2b", "green/3c")
        ]
    (of_service,) = dimensions(service.signals.saturation)
    assert of_service["ServiceName"] == "checkout"
    assert "Cluster" in str(of_service["ClusterName"])


def test_a_public_one_says_that_it_has_no_firewall(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop()
    service = express(shop)
    template = assertions.Template.from_stack(shop.service_stack)

    assert "publicSubnet" in str(template.find_resources("AWS::ECS::ExpressGatewayService"))
    assert service.url.startswith("https://")
    assertions.Annotations.from_stack(shop.service_stack).has_warning(
        "/Beside/Checkout", assertions.Match.string_like_regexp("no firewall .* EcsService has one")
    )


def test_secrets_need_a_way_from_the_private_tier(open_shop: Callable[..., Shop]) -> None:
    spec = describe(secrets={"TOKEN": SecretSource.parameter("/shop/token")})
    without_a_way = open_shop(nat=NatMode.NONE)

    with pytest.raises(UnsupportedError, match=r"secrets: the network has no way .*AwsService\.SSM among"):
        express(without_a_way, spec=spec, route=INTERNAL)


def test_the_public_tier_reaches_secrets_by_itself(open_shop: Callable[..., Shop]) -> None:
    express(open_shop(nat=NatMode.NONE), spec=describe(secrets={"TOKEN": SecretSource.parameter("/token")}))


def test_names_are_not_ours_to_give(open_shop: Callable[..., Shop]) -> None:
    with pytest.raises(UnsupportedError, match=r"route\.host: Express Mode chooses the name"):
        express(open_shop(), route=Route(host="pay.example.com", priority=1))

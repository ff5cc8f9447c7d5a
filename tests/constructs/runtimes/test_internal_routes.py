"""Services that others of the environment reach, and the internet does not."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import assertions

from goldenpath import DeployStrategy, Route, SmokeTest
from tests.constructs.runtimes.conftest import describe

INTERNAL = Route(path="/cart/*", priority=1, internal=True)


@pytest.fixture(scope="module")
def templates(open_shop: Callable[..., Any]) -> tuple[assertions.Template, assertions.Template]:
    shop = open_shop(internal_ingress=True)
    cart = shop.serve(
        "Cart",
        spec=describe(name="cart", port=9000, smoke_test=SmokeTest(paths=("/cart/items",))),
        strategy=DeployStrategy.canary(),
        route=INTERNAL,
    )
    shop.serve("Checkout").may_call(cart)
    return (
        assertions.Template.from_stack(shop.platform_stack),
        assertions.Template.from_stack(shop.service_stack),
    )


def test_its_load_balancer_stands_in_the_private_tier_and_is_closed(
    templates: tuple[assertions.Template, assertions.Template],
) -> None:
    platform, _ = templates
    platform.has_resource_properties(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        {
            "Scheme": "internal",
            "LoadBalancerAttributes": assertions.Match.array_with(
                [{"Key": "access_logs.s3.prefix", "Value": "internal"}]
            ),
        },
    )
    groups = platform.find_resources("AWS::EC2::SecurityGroup")
    [internal] = [group for name, group in groups.items() if "InternalIngress" in name]
    assert "SecurityGroupIngress" not in internal["Properties"]


def test_the_service_is_reached_through_it_alone(
    templates: tuple[assertions.Template, assertions.Template],
) -> None:
    _, services = templates
    rules = services.find_resources("AWS::ElasticLoadBalancingV2::ListenerRule")
    of_cart = [rule for rule in rules.values() if "/cart/*" in str(rule["Properties"]["Conditions"])]

    assert len(of_cart) == 2
    assert all("InternalIngress" in str(rule["Properties"]["ListenerArn"]) for rule in of_cart)


def test_the_caller_and_the_smoke_test_alone_are_admitted(
    templates: tuple[assertions.Template, assertions.Template],
) -> None:
    _, services = templates
    admitted = [
        (rule["Properties"]["FromPort"], str(rule["Properties"]["SourceSecurityGroupId"]))
        for rule in services.find_resources("AWS::EC2::SecurityGroupIngress").values()
        if "InternalIngress" in str(rule["Properties"]["GroupId"])
    ]

    assert sorted(port for port, _ in admitted) == [80, 8080]
    assert [source for port, source in admitted if port == 80 and "Checkout" in source]
    assert [source for port, source in admitted if port == 8080 and "SmokeTest" in source]


def test_its_alarms_watch_that_load_balancer(
    templates: tuple[assertions.Template, assertions.Template],
) -> None:
    _, services = templates
    alarms = services.find_resources("AWS::CloudWatch::Alarm")
    of_cart = [str(alarm) for name, alarm in alarms.items() if "Cart" in name]

    assert len(of_cart) == 3
    assert all("InternalIngressLoadBalancer" in alarm for alarm in of_cart)


def test_without_an_internal_ingress_there_is_no_internal_route(open_shop: Callable[..., Any]) -> None:
    with pytest.raises(
        ValueError, match="needs a platform with internal_ingress=True; Stack/Platform has none"
    ):
        open_shop().serve("Cart", route=INTERNAL)


def test_a_smoke_test_asks_for_what_the_route_has(open_shop: Callable[..., Any]) -> None:
    with pytest.raises(
        ValueError, match=r"smoke test of checkout asks for /, which its route /cart/\*"
    ) as caught:
        open_shop().serve("Cart", strategy=DeployStrategy.canary(), route=Route(path="/cart/*", priority=1))
    assert "give its ServiceSpec a SmokeTest with paths that the route has" in str(caught.value)


def test_a_platform_may_have_no_way_in_from_the_internet(open_shop: Callable[..., Any]) -> None:
    shop = open_shop(public_ingress=False, internal_ingress=True)
    template = assertions.Template.from_stack(shop.platform_stack)

    template.resource_count_is("AWS::ElasticLoadBalancingV2::LoadBalancer", 1)
    template.has_resource_properties("AWS::ElasticLoadBalancingV2::LoadBalancer", {"Scheme": "internal"})
    template.resource_count_is("AWS::WAFv2::WebACL", 0)
    with pytest.raises(ValueError, match="A public route needs a platform with public_ingress=True"):
        shop.serve("Checkout")

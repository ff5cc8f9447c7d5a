"""The function that tries a version: where it stands, what it may reach, and what it is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import assertions

from goldenpath import DeployStrategy, Domain, Route, SmokeTest
from tests.constructs.runtimes.conftest import describe

DOMAIN = Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ")
FUNCTION = "AWS::Lambda::Function"


@pytest.fixture(scope="module")
def synthesise(open_shop: Callable[..., Any]) -> Callable[..., assertions.Template]:
    def make(domain: Domain | None = None, **arguments: Any) -> assertions.Template:
        shop = open_shop(domain)
        shop.serve("Checkout", strategy=DeployStrategy.blue_green(), **arguments)
        return assertions.Template.from_stack(shop.service_stack)

    return make


@pytest.fixture(scope="module")
def template(synthesise: Callable[..., assertions.Template]) -> assertions.Template:
    test = SmokeTest(paths=("/orders", "/carts"), attempts=2, pause_seconds=4, latency_ms=1500)
    return synthesise(DOMAIN, spec=describe(smoke_test=test))


def told(template: assertions.Template) -> dict[str, Any]:
    """Give the function's description of the test, with a name in place of what is not known yet."""
    (function,) = template.find_resources(FUNCTION).values()
    value = function["Properties"]["Environment"]["Variables"]["SMOKE_TEST"]
    parts = value["Fn::Join"][1]
    return dict(json.loads("".join(part if isinstance(part, str) else "unknown" for part in parts)))


def test_it_is_told_what_to_ask_and_where(template: assertions.Template) -> None:
    assert told(template) == {
        "load_balancer": "unknown",
        "port": 8443,
        "secure": True,
        "host": "shop.example.com",
        "paths": ["/orders", "/carts"],
        "expected_status": 200,
        "attempts": 2,
        "pause_seconds": 4,
        "latency_ms": 1500,
    }


def test_by_default_it_asks_for_the_health_check_under_the_routes_host(
    synthesise: Callable[..., assertions.Template],
) -> None:
    given = told(synthesise(DOMAIN, route=Route(host="orders.shop.example.com", priority=3)))
    assert given["host"] == "orders.shop.example.com"
    assert given["paths"] == ["/"]


def test_without_a_domain_it_speaks_plain_http(synthesise: Callable[..., assertions.Template]) -> None:
    given = told(synthesise())
    assert (given["secure"], given["port"]) == (False, 8080)


def test_it_has_time_for_every_attempt(template: assertions.Template) -> None:
    (function,) = template.find_resources(FUNCTION).values()
    assert function["Properties"]["Timeout"] == 2 * (2 * 1.5 + 4) + 30


def test_the_test_listener_admits_it_and_nobody_else(template: assertions.Template) -> None:
    admitted = [
        rule["Properties"]
        for rule in template.find_resources("AWS::EC2::SecurityGroupIngress").values()
        if rule["Properties"]["FromPort"] == 8443
    ]
    (function,) = template.find_resources(FUNCTION).values()
    groups = function["Properties"]["VpcConfig"]["SecurityGroupIds"]

    assert [rule["SourceSecurityGroupId"] for rule in admitted] == groups
    assert "Ingress" in str(admitted[0]["GroupId"])


def test_it_stands_in_the_private_tier(template: assertions.Template) -> None:
    (function,) = template.find_resources(FUNCTION).values()
    subnets = function["Properties"]["VpcConfig"]["SubnetIds"]
    assert all("privateSubnet" in subnet["Fn::ImportValue"] for subnet in subnets)

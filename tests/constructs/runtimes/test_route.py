"""Which requests a service gets."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import assertions

from goldenpath import Domain, Route, SpecificationError
from tests.constructs.runtimes.conftest import describe

DOMAIN = Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ")


@pytest.fixture(scope="module")
def shop(open_shop: Callable[..., Any]) -> Any:
    return open_shop(DOMAIN)


@pytest.fixture(scope="module")
def template(shop: Any) -> assertions.Template:
    shop.serve("Pages", spec=describe(name="pages"))
    shop.serve("Orders", spec=describe(name="orders"), route=Route(path="/orders/*", priority=20))
    shop.serve(
        "Search", spec=describe(name="search"), route=Route(host="search.shop.example.com", priority=10)
    )
    return assertions.Template.from_stack(shop.service_stack)


def test_a_service_gets_what_no_other_has(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        {
            "Priority": 50_000,
            "Conditions": [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/*"]}}],
        },
    )


def test_a_service_gets_its_path(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        {
            "Priority": 20,
            "Conditions": [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/orders/*"]}}],
        },
    )


def test_a_service_gets_its_host_and_the_name_for_it(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        {
            "Priority": 10,
            "Conditions": assertions.Match.array_with(
                [{"Field": "host-header", "HostHeaderConfig": {"Values": ["search.shop.example.com"]}}]
            ),
        },
    )
    template.has_resource_properties(
        "AWS::Route53::RecordSet", {"Name": "search.shop.example.com.", "Type": "A"}
    )


@pytest.mark.parametrize(
    ("route", "url"),
    [
        (Route(), "https://shop.example.com/"),
        (Route(path="/orders/*", priority=1), "https://shop.example.com/orders/"),
        (Route(path="/v?/orders", priority=1), "https://shop.example.com/v"),
        (Route(host="search.shop.example.com", priority=1), "https://search.shop.example.com/"),
    ],
)
def test_a_route_has_an_address(shop: Any, route: Route, url: str) -> None:
    assert shop.platform.ingress_of(route).url(route) == url


def test_the_domains_own_name_is_not_given_twice(open_shop: Callable[..., Any]) -> None:
    shop = open_shop(DOMAIN)
    shop.serve("Pages", route=Route(host="shop.example.com", priority=1))

    assertions.Template.from_stack(shop.service_stack).resource_count_is("AWS::Route53::RecordSet", 0)


def test_two_services_cannot_have_one_priority(open_shop: Callable[..., Any]) -> None:
    shop = open_shop()
    shop.serve("Pages")

    with pytest.raises(ValueError, match=r"Beside/Orders/.* and Beside/Pages/.* both have .* priority 50000"):
        shop.serve("Orders", spec=describe(name="orders"))


@pytest.mark.parametrize("host", ["example.com", "a.b.shop.example.com", "other.org"])
def test_a_host_that_the_certificate_does_not_cover_is_refused(
    open_shop: Callable[..., Any], host: str
) -> None:
    with pytest.raises(
        ValueError, match=f"The host {host} should be shop.example.com or stand right under it"
    ):
        open_shop(DOMAIN).serve("Pages", route=Route(host=host, priority=1))


def test_a_host_needs_a_domain(open_shop: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match=r"search\.example\.com needs a platform with a domain"):
        open_shop().serve("Search", route=Route(host="search.example.com", priority=1))


@pytest.mark.parametrize("values", [{"path": "/orders/*"}, {"host": "search.example.com"}])
def test_a_part_of_the_requests_needs_a_priority(values: dict[str, Any]) -> None:
    with pytest.raises(SpecificationError, match="priority: should be 1 to 49999 for a route with a path"):
        Route(**values)


@pytest.mark.parametrize("path", ["orders", "", "/or ders", "/" + "a" * 128])
def test_a_path_is_a_pattern_that_a_load_balancer_knows(path: str) -> None:
    with pytest.raises(SpecificationError, match="path: should be a pattern"):
        Route(path=path, priority=1)

"""A load balancer's address leads a process to the process that answers there."""

import pytest

from local.services.routes import Route, follow

HOST = "Internal-1.elb.test"
ROUTES = [
    Route(
        host="Internal-1.elb.test", priority=10, paths=("/catalog/*",), target_groups=frozenset({"a", "b"})
    ),
    Route(host="Internal-1.elb.test", priority=50_000, paths=("/*",), target_groups=frozenset({"c"})),
]
PROCESSES = {"b": "http://127.0.0.1:8081/", "c": "http://127.0.0.1:8082/"}


@pytest.mark.parametrize(
    ("value", "followed"),
    [
        ("http://internal-1.elb.test/catalog", "http://127.0.0.1:8081/catalog"),
        ("http://Internal-1.elb.test/catalog/", "http://127.0.0.1:8081/catalog/"),
        ("http://internal-1.elb.test/other", "http://127.0.0.1:8082/other"),
        ("http://elsewhere.test/catalog", "http://elsewhere.test/catalog"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_an_address_is_followed(value: str, followed: str) -> None:
    assert follow(value, ROUTES, PROCESSES) == followed


def test_an_address_without_a_process_is_left_alone() -> None:
    assert follow("http://internal-1.elb.test/catalog", ROUTES, {}) == "http://internal-1.elb.test/catalog"

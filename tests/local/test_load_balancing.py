"""Calls to a load balancer's address go to the emulator, which is that load balancer."""

import pytest

from local.addresses import address_here

BALANCERS = {"Internal-1.elb.test": "internal"}


@pytest.mark.parametrize(
    ("value", "here"),
    [
        ("http://internal-1.elb.test/catalog", "http://127.0.0.1:4566/_alb/internal/catalog"),
        ("http://Internal-1.elb.test", "http://127.0.0.1:4566/_alb/internal"),
        ("https://internal-1.elb.test/catalog", "https://internal-1.elb.test/catalog"),
        ("http://elsewhere.test/catalog", "http://elsewhere.test/catalog"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_an_address(value: str, here: str) -> None:
    assert address_here(value, BALANCERS, "http://127.0.0.1:4566") == here

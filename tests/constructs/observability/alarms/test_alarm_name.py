"""Alarms are called what they are about."""

import aws_cdk as cdk
import pytest

from goldenpath.observability.alarms import alarm_name, alarm_name_in


@pytest.mark.parametrize(
    ("stack", "service", "name"),
    [
        ("prod-Checkout", "checkout", "prod-Checkout-burn-1h"),
        ("Checkout", "checkout", "Checkout-burn-1h"),
        ("Shop", "checkout", "Shop-checkout-burn-1h"),
        ("Recheckout", "checkout", "Recheckout-checkout-burn-1h"),
    ],
)
def test_a_stack_of_the_service_alone_names_it(stack: str, service: str, name: str) -> None:
    assert alarm_name_in(stack, service=service, what="burn-1h") == name


def test_a_name_that_is_known_later_is_no_services() -> None:
    stack = cdk.NestedStack(cdk.Stack(cdk.App(), "Shop"), "checkout")

    assert alarm_name(stack, service="checkout", what="burn-1h").endswith("-checkout-burn-1h")

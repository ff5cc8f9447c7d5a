"""How a service on ECS does, in metrics that its load balancer and ECS really write."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch as cloudwatch

if TYPE_CHECKING:
    from goldenpath import GoldenSignals


@pytest.fixture(scope="module")
def metrics(open_shop: Callable[..., Any]) -> dict[str, dict[str, Any]]:
    """Give the service's signals as alarms on them name them."""
    shop = open_shop()
    signals: GoldenSignals = shop.serve("Checkout").signals
    for name, metric in {
        "Requests": signals.requests,
        "Errors": signals.errors,
        "Saturation": signals.saturation,
        "Latency": signals.latency(99.5),
        "Slow": signals.slow_requests(300),
    }.items():
        cloudwatch.Alarm(shop.service_stack, name, metric=metric, threshold=1, evaluation_periods=1)
    alarms = assertions.Template.from_stack(shop.service_stack).find_resources("AWS::CloudWatch::Alarm")
    return {name[:-8]: alarm["Properties"] for name, alarm in alarms.items()}


@pytest.mark.parametrize(
    ("signal", "namespace", "metric", "statistic"),
    [
        ("Requests", "AWS/ApplicationELB", "RequestCount", "Sum"),
        ("Errors", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum"),
        ("Saturation", "AWS/ECS", "CPUUtilization", "Average"),
        ("Latency", "AWS/ApplicationELB", "TargetResponseTime", "p99.5"),
        ("Slow", "AWS/ApplicationELB", "TargetResponseTime", "TC(0.3:)"),
    ],
)
def test_a_signal_is_the_metric_of_this_service(
    metrics: dict[str, dict[str, Any]], signal: str, namespace: str, metric: str, statistic: str
) -> None:
    found = metrics[signal]

    assert (found["Namespace"], found["MetricName"], found["Period"]) == (namespace, metric, 60)
    assert statistic in (found.get("Statistic"), found.get("ExtendedStatistic"))
    assert "Checkout" in str(found["Dimensions"])

"""Rollback alarms: what they promise to see, of each version for itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath import AlarmsAreComplete, ImageSource, ServiceSpec, Slo
from goldenpath.observability import RollbackAlarms


class Signals:
    """The signals of one version, as metrics that carry its name."""

    def __init__(self, version: str) -> None:
        self._version = version
        self.requests = self._metric("Requests")
        self.errors = self._metric("Errors")
        self.saturation = self._metric("Saturation")
        self.unhealthy_copies = self._metric("Unhealthy")

    def latency(self, percentile: float) -> cloudwatch.IMetric:
        return self._metric(f"Latency{percentile:g}")

    def _metric(self, name: str) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace=self._version, metric_name=name, period=cdk.Duration.minutes(1), statistic="Sum"
        )


def describe(slo: Slo) -> ServiceSpec:
    return ServiceSpec(
        name="checkout",
        owner="team-orders",
        runbook="https://runbooks.example.com/checkout",
        image=ImageSource.digest("registry.example.com/checkout", "sha256:" + "0" * 64),
        slo=slo,
    )


@pytest.fixture(scope="module")
def make_alarms(make_stack: Callable[[], cdk.Stack]) -> Callable[..., dict[str, dict[str, Any]]]:
    def make(slo: Slo, bake_minutes: int = 5, versions: tuple[str, ...] = ("Blue", "Green")) -> Any:
        stack = make_stack()
        spec = describe(slo)
        signals = [Signals(version) for version in versions]
        RollbackAlarms(
            stack,
            "Alarms",
            spec=spec,
            versions=signals,
            unhealthy_copies=[version.unhealthy_copies for version in signals],
            bake=timedelta(minutes=bake_minutes),
        )
        found = assertions.Template.from_stack(stack).find_resources("AWS::CloudWatch::Alarm")
        return {name[len("Alarms") : -8]: alarm["Properties"] for name, alarm in found.items()}

    return make


@pytest.fixture(scope="module")
def alarms(make_alarms: Callable[..., dict[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    return make_alarms(Slo(availability_percent=99.9, latency_ms=300, latency_percentile=99))


def expression(alarm: dict[str, Any]) -> str:
    (found,) = [metric["Expression"] for metric in alarm["Metrics"] if "Expression" in metric]
    return str(found)


def watched(alarm: dict[str, Any]) -> set[tuple[str, str]]:
    metrics = [metric["MetricStat"]["Metric"] for metric in alarm["Metrics"] if "MetricStat" in metric]
    return {(metric["Namespace"], metric["MetricName"]) for metric in metrics}


def test_the_threshold_of_errors_is_a_fast_burn_of_the_budget(alarms: dict[str, dict[str, Any]]) -> None:
    assert alarms["Errors"]["Threshold"] == pytest.approx(1.44)
    assert expression(alarms["Errors"]) == (
        "MAX([IF(requests1 >= 10, 100 * FILL(errors1, 0) / requests1, 0), "
        "IF(requests2 >= 10, 100 * FILL(errors2, 0) / requests2, 0)])"
    )


def test_a_modest_promise_does_not_excuse_a_release_that_fails_every_tenth_request(
    make_alarms: Callable[..., dict[str, dict[str, Any]]],
) -> None:
    assert make_alarms(Slo(availability_percent=95))["Errors"]["Threshold"] == 10


def test_latency_is_judged_by_the_promise(alarms: dict[str, dict[str, Any]]) -> None:
    assert alarms["Latency"]["Threshold"] == 0.3
    assert ("Green", "Latency99") in watched(alarms["Latency"])
    assert "IF(requests1 >= 100, latency1, 0)" in expression(alarms["Latency"])


def test_a_low_percentile_still_needs_some_requests(
    make_alarms: Callable[..., dict[str, dict[str, Any]]],
) -> None:
    found = make_alarms(Slo(latency_percentile=50), versions=("Only",))
    assert expression(found["Latency"]) == "MAX([IF(requests1 >= 10, latency1, 0)])"


def test_each_version_is_seen_for_itself(alarms: dict[str, dict[str, Any]]) -> None:
    assert watched(alarms["Errors"]) == {
        (version, name) for version in ("Blue", "Green") for name in ("Requests", "Errors")
    }
    assert watched(alarms["UnhealthyCopies"]) == {("Blue", "Unhealthy"), ("Green", "Unhealthy")}


def test_the_bake_says_how_long_they_look(make_alarms: Callable[..., dict[str, dict[str, Any]]]) -> None:
    for alarm in make_alarms(Slo(), bake_minutes=4).values():
        assert (alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"]) == (2, 2)
        assert alarm["TreatMissingData"] == "notBreaching"


def test_every_alarm_says_whose_it_is_how_bad_and_what_to_do(alarms: dict[str, dict[str, Any]]) -> None:
    assert len(alarms) == 3
    for alarm in alarms.values():
        assert "Severity: ticket. Owner: team-orders." in alarm["AlarmDescription"]
        assert alarm["AlarmDescription"].endswith("Runbook: https://runbooks.example.com/checkout")


@pytest.mark.parametrize("consequence", [None, "deploy the version before"])
def test_where_no_release_is_taken_back_someone_has_to_be_told(
    make_stack: Callable[[], cdk.Stack], consequence: str | None
) -> None:
    stack = make_stack()
    RollbackAlarms(
        stack,
        "Alarms",
        spec=describe(Slo()),
        versions=[Signals("Only")],
        unhealthy_copies=[],
        bake=None,
        consequence=consequence,
    )
    lacks_action = ["an action" in sentence for sentence in AlarmsAreComplete(stack).validate()]
    assert lacks_action == [consequence is not None] * 2

"""What a service's promise brings with it, whatever runs the service."""

import json
from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath import AlarmsAreComplete, DeployStrategy, ServiceObjectives, Slo
from goldenpath.observability import Severity
from tests.constructs.observability.cloudwatch.alarms import Alarms
from tests.constructs.observability.slo.conftest import Signals, describe, topics
from tests.constructs.runtimes.conftest import open_shop

__all__ = ["open_shop"]

MOST_ALARMS = 18
MOST_METRICS_IN_AN_ALARM = 10


@pytest.fixture(scope="module")
def whole_service(open_shop: Callable[..., Any]) -> assertions.Template:
    """Synthesise an ECS service with two target groups, its release's alarms and its objectives."""
    shop = open_shop()
    service = shop.serve("Checkout", strategy=DeployStrategy.canary())
    ServiceObjectives(
        shop.service_stack,
        "Objectives",
        spec=describe(Slo()),
        signals=service.signals,
        release_alarms=service.alarms,
        actions=topics(shop.service_stack),
    )
    AlarmsAreComplete.hold(shop.service_stack)
    return assertions.Template.from_stack(shop.service_stack)


def test_a_service_with_everything_on_has_few_alarms_and_all_are_complete(
    whole_service: assertions.Template,
) -> None:
    found = Alarms(whole_service.to_json())
    assert len(found.metric) + len(found.composite) == 17 <= MOST_ALARMS


def test_a_release_that_is_taken_back_is_a_ticket(whole_service: assertions.Template) -> None:
    alarms = Alarms(whole_service.to_json()).metric.items()
    told = [alarm.properties["AlarmActions"] for name, alarm in alarms if "RollbackAlarms" in name]
    assert [each[0]["Ref"][:-8] for each in told] == ["Ticket"] * 3


def test_no_alarm_has_more_metrics_or_looks_back_longer_than_cloudwatch_allows(alarms: Alarms) -> None:
    for alarm in alarms.metric.values():
        metrics = [each for each in alarm.properties["Metrics"] if "MetricStat" in each]
        assert len(metrics) <= MOST_METRICS_IN_AN_ALARM
        assert alarm.period * alarm.properties["EvaluationPeriods"] <= 7 * 24 * 60


def test_pages_and_tickets_go_where_they_belong(alarms: Alarms) -> None:
    told = {
        name[3:-8]: {
            kind: [action["Ref"][:-8] for action in alarm.properties[kind]]
            for kind in ("AlarmActions", "OKActions")
        }
        for name, alarm in alarms.composite.items()
    }
    assert told == {
        "Burn1h": {"AlarmActions": ["Page"], "OKActions": ["Page"]},
        "Burn6h": {"AlarmActions": ["Page"], "OKActions": ["Page"]},
        "Burn3d": {"AlarmActions": ["Ticket"], "OKActions": ["Ticket"]},
    }


def test_the_parts_of_an_alarm_tell_nobody_by_themselves(alarms: Alarms) -> None:
    silent = {name[:-8] for name, alarm in alarms.metric.items() if "AlarmActions" not in alarm.properties}
    assert len(silent) == 9
    assert silent == {name[:-8] for name in alarms.metric} - {"SloBudgetGate"}


def test_what_an_alarm_says(alarms: Alarms) -> None:
    alarm = alarms.composite[alarms.named("SloBurn6h")].properties
    assert alarm["AlarmDescription"] == (
        "checkout burns its error budget 6 times faster than it lasts: 5% of 30 days' budget went in 6 h. "
        "Severity: page. Owner: team-orders. Runbook: https://runbooks.example.com/checkout"
    )
    assert {tag["Key"]: tag["Value"] for tag in alarm["Tags"]} == {
        "service": "checkout",
        "owner": "team-orders",
        "severity": "page",
        "runbook": "https://runbooks.example.com/checkout",
    }


def objective(template: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [
        resource["Properties"]
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::ApplicationSignals::ServiceLevelObjective"
        and resource["Properties"]["Name"] == f"Checkout-checkout-{name}"
    ]
    return dict(found)


@pytest.mark.parametrize(("name", "goal"), [("availability", 99.9), ("latency", 99)])
def test_application_signals_keeps_account_over_the_same_period_and_windows(
    template: dict[str, Any], name: str, goal: float
) -> None:
    found = objective(template, name)

    assert found["Goal"] == {
        "AttainmentGoal": goal,
        "Interval": {"RollingInterval": {"Duration": 30, "DurationUnit": "DAY"}},
    }
    minutes = [each["LookBackWindowMinutes"] for each in found["BurnRateConfigurations"]]
    assert minutes == [5, 30, 60, 360, 4320]


@pytest.mark.parametrize(
    ("name", "metric", "statistic"),
    [("availability", "HTTPCode_Target_5XX_Count", "Sum"), ("latency", "TargetResponseTime", "TC(0.5:)")],
)
def test_application_signals_counts_the_requests_that_the_alarms_count(
    template: dict[str, Any], name: str, metric: str, statistic: str
) -> None:
    indicator = objective(template, name)["RequestBasedSli"]["RequestBasedSliMetric"]
    bad = indicator["MonitoredRequestCountMetric"]["BadCountMetric"]
    total = indicator["TotalRequestCountMetric"]

    for queries, expected in ((bad, (metric, statistic)), (total, ("RequestCount", "Sum"))):
        stats = [query["MetricStat"] for query in queries if "MetricStat" in query]
        assert [(stat["Metric"]["MetricName"], stat["Stat"]) for stat in stats] == [expected] * 2
        assert [query["Id"] for query in queries if query["ReturnData"]] == [queries[0]["Id"]]


def test_what_is_left_of_a_budget_can_be_drawn(make_stack: Callable[[], cdk.Stack]) -> None:
    stack = make_stack()
    made = ServiceObjectives(
        stack,
        "Objectives",
        spec=describe(Slo()),
        signals=Signals(),
        release_alarms=[],
        actions=topics(stack),
    )
    cloudwatch.Dashboard(stack, "Board", widgets=[[cloudwatch.GraphWidget(left=[made.budgets_left[0]])]])
    drawn = json.dumps(assertions.Template.from_stack(stack).find_resources("AWS::CloudWatch::Dashboard"))

    assert "100 * (1 - RUNNING_SUM(FILL(bad, 0)) / RUNNING_SUM(FILL(requests, 0)) / 0.001)" in drawn


@pytest.mark.parametrize(("percent", "warned"), [(83, True), (84, False)])
def test_a_promise_that_never_pages_is_warned_of(
    make_stack: Callable[[], cdk.Stack], percent: float, warned: bool
) -> None:
    stack = make_stack()
    slo = Slo(availability_percent=percent)
    ServiceObjectives(
        stack, "Slo", spec=describe(slo), signals=Signals(), release_alarms=[], actions=topics(stack)
    )
    said = [str(each.data) for child in stack.node.find_all() for each in child.node.metadata]

    assert any("nobody is paged even if all are bad" in each for each in said) is warned


def test_alarms_that_nobody_would_be_told_of_are_refused(make_stack: Callable[[], cdk.Stack]) -> None:
    stack = make_stack()
    actions = {Severity.NOTICE: topics(stack)[Severity.NOTICE]}
    with pytest.raises(ValueError, match="actions should have page and ticket, not notice alone"):
        ServiceObjectives(
            stack, "Slo", spec=describe(Slo()), signals=Signals(), release_alarms=[], actions=actions
        )

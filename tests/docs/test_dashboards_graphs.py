"""Graphs show what CloudWatch would: expressions, sorted arrays, names, and the states of alarms."""

from typing import Any

import pytest

from docs.dashboards.alarms import alarm_states, rule_holds
from docs.dashboards.graphs import (
    Graph,
    MixedPeriodsError,
    Series,
    TimeRange,
    UnknownMetricError,
    plotted,
)
from docs.dashboards.logs import LogLines
from docs.dashboards.measured import Measurements
from docs.dashboards.measured.seen import Seen
from local.emulator.alarms.metric_alarm import ALARM, INSUFFICIENT_DATA, OK
from tests.docs.dashboard_examples import NOW, driven, environment, resource, target_metric

# In minutes from the first to the last: 2, 0, 4 and 1 requests, of which 0, 0, 1 and 1 fail.
REQUESTS = [
    *((3.5, 200, 10.0), (3.2, 200, 30.0)),
    *((1.8, 200, 10.0), (1.6, 500, 20.0), (1.5, 200, 40.0), (1.4, 200, 10.0)),
    (0.5, 500, 10.0),
]
LAST_MINUTES = TimeRange(NOW - 240, NOW)


def series(*metrics: list[Any], requests: Any = REQUESTS, **properties: Any) -> list[Series]:
    seen = Seen(driven(requests))
    measurements = Measurements.of(environment(), seen, LogLines(seen.lines))
    return Graph(plotted({"metrics": metrics, **properties}), measurements, LAST_MINUTES).series()


def expression(text: str, **options: Any) -> list[Any]:
    return [{"expression": text, "period": 60, **options}]


def hidden(name: str, metric: str, **options: Any) -> list[Any]:
    return target_metric(metric, id=name, visible=False, **options)


COUNTS = (hidden("requests", "RequestCount"), hidden("errors", "HTTPCode_Target_5XX_Count"))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("requests", [2, None, 4, 1]),
        ("100 * FILL(errors, 0) / requests", [0, None, 25, 100]),
        ("RUNNING_SUM(FILL(errors, 0)) / RUNNING_SUM(FILL(requests, 0))", [0, 0, 1 / 6, 2 / 7]),
        ("DIFF(FILL(requests, 0))", [None, -2, 4, -3]),
        ("SUM([requests, errors])", [2, None, 5, 2]),
        ("SUM(METRICS())", [2, None, 5, 2]),
        ('MAX(METRICS("err"))', [None, None, 1, 1]),
    ],
)
def test_expressions(text: str, values: list[float | None]) -> None:
    (line,) = series(expression(text), *COUNTS)

    assert [value for _, value in line.points] == [
        None if value is None else pytest.approx(value) for value in values
    ]
    assert [at for at, _ in line.points] == [NOW - 240, NOW - 180, NOW - 120, NOW - 60]


def test_expressions_are_made_of_expressions() -> None:
    good = expression("requests - FILL(errors, 0)", id="good", visible=False)
    (line,) = series(expression("100 * good / requests"), good, *COUNTS)
    assert line.known == [100, 75, 0]


def test_the_last_value_is_that_of_the_last_period_with_data() -> None:
    seen = Seen(driven(REQUESTS[:-1]))
    measurements = Measurements.of(environment(), seen, LogLines(seen.lines))
    metrics = [expression("RUNNING_SUM(requests)"), expression("errors"), expression("0 * nothing")]
    nothing = hidden("nothing", "HTTPCode_Target_3XX_Count")
    graph = Graph(plotted({"metrics": [*metrics, *COUNTS, nothing]}), measurements, LAST_MINUTES)

    assert [each.last for each in graph.latest()] == [6, 1, None]
    assert [each.last for each in graph.latest()] == [each.last for each in graph.series()]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("SORT([errors, nothing, requests], MAX, DESC)", ["requests", "errors", "nothing"]),
        ("SORT([errors, nothing, requests], SUM, ASC)", ["errors", "requests", "nothing"]),
        ("SORT([errors, nothing, requests], AVG, DESC, 1)", ["requests"]),
        ("SORT(METRICS(), MIN, DESC, 2)", ["requests", "errors"]),
    ],
)
def test_sorted_arrays_are_a_line_for_each_element(text: str, labels: list[str]) -> None:
    named = [
        hidden("requests", "RequestCount", label="requests"),
        hidden("errors", "HTTPCode_Target_5XX_Count", label="errors"),
        hidden("nothing", "HTTPCode_Target_3XX_Count", label="nothing"),
    ]
    assert [each.label for each in series(expression(text), *named)] == labels
    assert [each.label for each in series(expression(text, label="most:"), *named)] == [
        f"most: {label}" for label in labels
    ]


def test_names_and_colours_are_found_where_none_are_given() -> None:
    def labels(*metrics: list[Any]) -> list[str]:
        return [each.label for each in series(*metrics)]

    assert labels(target_metric("RequestCount")) == ["RequestCount"]
    assert labels(target_metric("RequestCount"), target_metric("TargetResponseTime")) == [
        "RequestCount",
        "TargetResponseTime",
    ]
    assert labels(target_metric("RequestCount", "Blue"), target_metric("RequestCount", "Green")) == [
        "test-Shop.Blue.FullName",
        "test-Shop.Green.FullName",
    ]
    assert labels(target_metric("RequestCount", stat="Sum"), target_metric("RequestCount", stat="p99")) == [
        "Sum",
        "p99",
    ]
    colors = [each.color for each in series(*[target_metric("RequestCount")] * 2, COUNTS[0])]
    assert colors == ["#1f77b4", "#ff7f0e"]


def test_a_widget_says_what_its_metrics_do_not() -> None:
    _, name, *names, _ = target_metric("RequestCount")
    (line,) = series(["AWS/ApplicationELB", name, *names], period=120, stat="SampleCount")
    assert line.points == [(NOW - 240, 2), (NOW - 120, 5)]


def test_an_expression_needs_parts_with_its_period() -> None:
    with pytest.raises(MixedPeriodsError, match=r"requests has a period of 300 s, and should have .* 60 s"):
        series(expression("1 * requests"), hidden("requests", "RequestCount", period=300))


@pytest.mark.parametrize(
    ("metric", "problem"),
    [
        (target_metric("RequestCount", rate=1), "rate should be one of"),
        (target_metric("RequestCount", label="${LAST}"), "what CloudWatch fills in"),
        (["AWS/ECS", "CPUUtilization", "ServiceName"], "a value for each dimension"),
        (["AWS/ECS", ".", "ServiceName", "shop"], "names should be written out"),
    ],
)
def test_what_is_not_known_is_refused(metric: list[Any], problem: str) -> None:
    with pytest.raises(UnknownMetricError, match=problem):
        series(metric)


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ({}, 3 * 3600, 0),
        ({"start": "-PT30M"}, 1800, 0),
        ({"start": "-P30D", "end": "P0D"}, 30 * 24 * 3600, 0),
        ({"start": "-PT2H", "end": "-PT1H"}, 7200, 3600),
    ],
)
def test_times_are_relative(given: dict[str, str], start: float, end: float) -> None:
    assert TimeRange.of(given, NOW) == TimeRange(NOW - start, NOW - end)


def test_periods_begin_at_full_ones_and_the_last_may_not_be_over() -> None:
    assert TimeRange(NOW - 90, NOW + 30).periods(60) == [NOW - 120, NOW - 60, NOW]
    assert TimeRange(NOW - 120, NOW).periods(60) == [NOW - 120, NOW - 60]


def alarm(threshold: float, metric: str = "HTTPCode_Target_5XX_Count", **properties: Any) -> Any:
    namespace, name, *dimensions, _ = target_metric(metric)
    return resource(
        "CloudWatch::Alarm",
        Namespace=namespace,
        MetricName=name,
        Dimensions=[
            {"Name": each, "Value": of} for each, of in zip(dimensions[::2], dimensions[1::2], strict=True)
        ],
        Statistic="Sum",
        Period=60,
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=1,
        Threshold=threshold,
        **properties,
    )


def test_alarms_are_evaluated_at_the_moment_of_the_pictures() -> None:
    def firing(name: str) -> dict[str, list[Any]]:
        return {"Fn::Join": ["", ['ALARM("', {"Fn::GetAtt": [name, "Arn"]}, '")']]}

    shop = environment(
        Any=resource("CloudWatch::CompositeAlarm", AlarmName="any", AlarmRule=firing("Both")),
        Both=resource(
            "CloudWatch::CompositeAlarm",
            AlarmName="both",
            AlarmRule={"Fn::Join": ["", [firing("Now"), " AND NOT ", firing("Many")]]},
        ),
        Now=alarm(0, TreatMissingData="notBreaching"),
        Many=alarm(5),
        Kept=alarm(0, "HTTPCode_Target_3XX_Count", TreatMissingData="ignore"),
    )
    seen = Seen(driven(REQUESTS))
    states = alarm_states(shop, Measurements.of(shop, seen, LogLines(seen.lines)), NOW)

    assert {label.removeprefix("test-Shop."): each.state for label, each in states.items()} == {
        "Any": ALARM,
        "Both": ALARM,
        "Now": ALARM,
        "Many": OK,
        "Kept": INSUFFICIENT_DATA,
    }
    assert states["test-Shop.Now"].since == NOW - 60  # the errors of the minute before last
    assert (states["test-Shop.Any"].name, states["test-Shop.Now"].name) == ("any", "test-Shop-Now")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('ALARM("a.Arn") AND OK("b.Arn")', True),
        ('NOT ALARM("a.Arn") OR FALSE', False),
        ('(ALARM("b.Arn") OR INSUFFICIENT_DATA("AND.Arn")) AND TRUE', True),
    ],
)
def test_rules(rule: str, expected: bool) -> None:
    assert rule_holds(rule, {"a": ALARM, "b": OK, "AND": INSUFFICIENT_DATA}) is expected


def test_a_rule_on_an_alarm_that_is_not_there_is_said() -> None:
    shop = environment(
        Any=resource("CloudWatch::CompositeAlarm", AlarmName="any", AlarmRule='ALARM("x.Arn")')
    )
    seen = Seen(driven())
    with pytest.raises(LookupError, match=r"The rules of test-Shop\.Any refer to alarms that are not there"):
        alarm_states(shop, Measurements.of(shop, seen, LogLines([])), NOW)

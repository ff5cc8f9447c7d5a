"""Metric math computes what CloudWatch's guide says of missing data, and of graphs."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.emulator.alarms.metric_math import Graph, Value, compute


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a / b", 2.0),
        ("a / none", None),
        ("a / zero", None),
        ("-a + b", -4.0),
        ("FILL(none, 0) / b", 0.0),
        ("SUM([a, none, b])", 12.0),
        ("AVG([a, none, b])", 6.0),
        ("MAX([none, none])", None),
        ("MIN([a - 9, b - 1])", -1.0),
        ("IF(a >= 8, a / b, 0)", 2.0),
        ("IF(a > 8, a / b, 0)", 0.0),
        ("IF(none > 8, a, b)", None),
        ("MAX([none, 0 * b]) / b", 0.0),
        ("DIFF(a)", 7.0),
        ("DIFF(DIFF(a))", 7.0),  # that was 1 for two periods before
        ("DIFF(none)", None),
    ],
)
def test_expressions(expression: str, expected: Value) -> None:
    now = {"a": 8, "b": 4, "zero": 0, "none": None}
    assert compute(expression, lambda name, age: now[name] if age == 0 else 1) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("SUM(METRICS())", 16.0),
        ('SUM(METRICS("errors"))', 13.0),
        ('MAX(METRICS("latency"))', None),
    ],
)
def test_a_graph_knows_its_metrics(expression: str, expected: Value) -> None:
    graph = Graph(oldest=1, metrics=["errors1", "errors2", "requests"])
    now = {"errors1": 8, "errors2": 5, "requests": 3}
    assert compute(expression, lambda name, age: now[name] - 6 * age, graph=graph) == expected


@given(st.lists(st.none() | st.integers(-1000, 1000), min_size=1))
def test_a_running_sum_begins_where_the_graph_does(values: list[int | None]) -> None:
    graph = Graph(oldest=len(values) - 1, metrics=["metric"])

    def datapoint(_: str, age: int) -> Value:
        assert age < len(values), "a graph looks at nothing before its beginning"
        return values[len(values) - 1 - age]

    sums = [compute("RUNNING_SUM(metric)", datapoint, age, graph) for age in reversed(range(len(values)))]

    so_far = list(accumulate(value or 0 for value in values))
    assert sums == [None if value is None else total for value, total in zip(values, so_far, strict=True)]


def test_nothing_is_filled_before_a_graph_begins() -> None:
    graph = Graph(oldest=0, metrics=["metric"])
    assert compute("DIFF(FILL(metric, 0))", lambda _, __: 1, graph=graph) is None


def test_an_alarm_knows_no_graph() -> None:
    with pytest.raises(NotImplementedError, match="only known in a graph"):
        compute("RUNNING_SUM(a)", lambda _, __: 1)


@pytest.mark.parametrize("expression", ["SUM(a)", "ANOMALY_DETECTION_BAND(a, 2)", "a ** 2", "IF(a, b)"])
def test_what_is_not_known_is_refused(expression: str) -> None:
    with pytest.raises((NotImplementedError, KeyError)):
        compute(expression, lambda _, __: 1)

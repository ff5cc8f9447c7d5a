"""Metric math computes what CloudWatch's guide says of missing data."""

import pytest

from local.emulator.alarms.metric_math import Value, compute


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a / b", 2.0),
        ("a / none", None),
        ("a / zero", None),
        ("FILL(none, 0) / b", 0.0),
        ("SUM([a, none, b])", 12.0),
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

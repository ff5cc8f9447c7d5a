"""A service with few requests: chance pages nobody, an outage does."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import exp, factorial
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenpath.observability import BURN_RATE_WINDOWS
from goldenpath.observability.slo.burn_rate import FEWEST_BAD_REQUESTS
from local.emulator.alarms.metric_math import Value
from tests.constructs.observability.cloudwatch.alarms import Alarms
from tests.constructs.observability.cloudwatch.metric_alarm import DAY, HOUR

HOURS_IN_A_YEAR = 24 * 365


class Requests:
    """Single requests in order, each at a minute, good or failed; one target group has them all."""

    def __init__(self, requests: Sequence[tuple[int, bool]]) -> None:
        self._minutes = [minute for minute, _ in requests]
        self._failed_before = [0, *accumulate(failed for _, failed in requests)]

    def datapoint(self, metric: Mapping[str, Any], start: float, end: float) -> Value:
        groups = {each["Value"] for each in metric["Metric"]["Dimensions"]}
        first, last = bisect_left(self._minutes, start), bisect_left(self._minutes, end)
        if "targetgroup/blue" not in groups or first == last:
            return None
        match metric["Metric"]["MetricName"]:
            case "RequestCount":
                return last - first
            case "HTTPCode_Target_5XX_Count":
                return self._failed_before[last] - self._failed_before[first] or None
        return 0


def one_every(minutes: int, *, until: int, failing_from: int, failing_until: int) -> Requests:
    return Requests([(at, failing_from <= at < failing_until) for at in range(0, until, minutes)])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    minutes=st.integers(1, 15),
    failures=st.integers(1, FEWEST_BAD_REQUESTS - 1),
    at=st.integers(2 * HOUR, 4 * HOUR),
)
def test_a_few_failures_tell_nobody(alarms: Alarms, minutes: int, failures: int, at: int) -> None:
    traffic = one_every(minutes, until=DAY, failing_from=at, failing_until=at + minutes * failures)
    assert alarms.actions(traffic, HOUR, 8 * HOUR) == []


def test_an_outage_pages_once_after_the_fifth_failure_and_lasts_through_the_silence(alarms: Alarms) -> None:
    begins = 2 * HOUR
    traffic = one_every(6, until=DAY, failing_from=begins, failing_until=begins + 2 * HOUR)
    told = alarms.actions(traffic, HOUR, begins + 5 * HOUR)
    paged = [action for action in told if action.alarm != alarms.named("SloBurn3d")]

    assert paged == [(begins + 4 * 6 + 1, alarms.named("SloBurn1h"))]


def test_an_alarm_ends_an_hour_after_the_last_request_of_all(alarms: Alarms) -> None:
    begins = 2 * HOUR
    ends = begins + HOUR
    traffic = one_every(1, until=ends, failing_from=begins, failing_until=ends)
    fast = alarms.named("SloBurn1h")
    firing = {minute for minute, red in alarms.run(traffic, begins, ends + 2 * HOUR) if fast in red}

    assert {ends + 5, ends + HOUR - 6} <= firing
    assert max(firing) <= ends + HOUR


def test_no_requests_at_all_fire_nothing(alarms: Alarms) -> None:
    assert alarms.actions(Requests([]), 0, HOUR) == []


def test_chance_pages_less_than_once_a_year_and_would_with_one_failure_less() -> None:
    def false_pages_a_year(fewest: int) -> float:
        """Give how often a service, as bad as it may be, has so many failures in an hour, at worst."""
        expected = fewest / BURN_RATE_WINDOWS[0].burn_rate
        fewer = sum(exp(-expected) * expected**count / factorial(count) for count in range(fewest))
        return (1 - fewer) * HOURS_IN_A_YEAR

    assert false_pages_a_year(FEWEST_BAD_REQUESTS) < 1 < false_pages_a_year(FEWEST_BAD_REQUESTS - 1)

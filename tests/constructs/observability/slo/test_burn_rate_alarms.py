"""The synthesised alarms, evaluated as CloudWatch does, are what the SRE workbook defines.

Each test feeds requests to the alarms of a template and compares what fires with the definition: a share of
bad requests above burn rate times budget, over the long and over the short window.
"""

from collections.abc import Callable
from datetime import timedelta
from math import ceil

import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from goldenpath import BurnRateWindow
from goldenpath.observability import BURN_RATE_WINDOWS
from tests.constructs.observability.cloudwatch.alarms import Alarms
from tests.constructs.observability.cloudwatch.metric_alarm import DAY, HOUR
from tests.constructs.observability.cloudwatch.traffic import Stretch, Traffic

MINUTE = timedelta(minutes=1)
BEFORE = 4 * DAY
"""Minutes of good requests that fill every window."""
FAST, MEDIUM, SLOW = BURN_RATE_WINDOWS
NAMES = {FAST: "SloBurn1h", MEDIUM: "SloBurn6h", SLOW: "SloBurn3d"}
AVAILABILITIES = (99.0, 99.5, 99.9, 99.95)
LATENCY_BUDGET = 0.01
windows = st.sampled_from(BURN_RATE_WINDOWS)
shares = st.one_of(st.floats(0.001, 1), st.floats(0.001, 0.05))
one_synthesis = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def evaluated_every(window: BurnRateWindow) -> int:
    """Give the minutes from one evaluation to the next."""
    return HOUR if window.long > timedelta(days=1) else 1


def first_firing(alarms: Alarms, name: str, traffic: Traffic, start: int, end: int) -> int | None:
    for minute in range(start, end):
        if name in alarms.firing(traffic, minute):
            return minute
    return None


@one_synthesis
@given(percent=st.sampled_from(AVAILABILITIES), window=windows, share=shares, phase=st.integers(0, 59))
def test_it_fires_when_the_workbook_says_and_not_sooner(
    alarms_of: Callable[[float], Alarms], percent: float, window: BurnRateWindow, share: float, phase: int
) -> None:
    alarms, begins = alarms_of(percent), BEFORE + phase
    name = alarms.named(NAMES[window])
    detected = window.detects_after(bad_share=share, budget=(100 - percent) / 100)
    lasts = (window.long * 2 if detected is None else detected) / MINUTE
    traffic = Traffic([Stretch(begins), Stretch(lasts + 2 * HOUR, failing=share)])

    assert name not in alarms.firing(traffic, begins + ceil(lasts - 1e-6) - 1)
    if detected is not None:
        assert lasts <= window.long / MINUTE
        due = begins + ceil(lasts + 1e-6)
        late = evaluated_every(window)
        assert any(name in alarms.firing(traffic, minute) for minute in range(due, due + late))


@pytest.mark.parametrize(
    ("share", "fast", "medium", "slow"),
    [  # minutes until each fires: (1 - SLO) / error ratio x window x burn rate, up to the next whole one
        (1.0, 1, 3, 5),
        (0.5, 2, 5, 9),
        (0.15, 6, 15, 29),
        (0.1, 9, 22, 44),
        (0.02, 44, 109, 217),
        (0.0144, None, 151, 301),
        (0.01, None, 217, 433),
        (0.005, None, None, 865),
        (0.001, None, None, None),
    ],
)
def test_the_table_of_detection_times(
    alarms: Alarms, share: float, fast: int | None, medium: int | None, slow: int | None
) -> None:
    traffic = Traffic([Stretch(BEFORE), Stretch(2 * DAY, failing=share)])
    for window, minutes in ((FAST, fast), (MEDIUM, medium), (SLOW, slow)):
        name = alarms.named(NAMES[window])
        if minutes is None:
            assert name not in alarms.firing(traffic, BEFORE + 2 * DAY)
            continue
        every = evaluated_every(window)
        seen = BEFORE + ceil(minutes / every) * every
        assert name in alarms.firing(traffic, seen)
        assert name not in alarms.firing(traffic, seen - 1)


@pytest.mark.parametrize("window", [FAST, MEDIUM])
@pytest.mark.parametrize("share", [0.02, 0.15, 1.0])
def test_the_budget_that_is_spent_when_it_fires_is_at_most_a_minute_more_than_meant(
    alarms: Alarms, window: BurnRateWindow, share: float
) -> None:
    traffic = Traffic([Stretch(BEFORE), Stretch(DAY, failing=share)])
    fired = first_firing(alarms, alarms.named(NAMES[window]), traffic, BEFORE, BEFORE + DAY)

    assert fired is not None
    spent = window.budget_spent(lasted=(fired - BEFORE) * MINUTE, bad_share=share, budget=0.001)
    a_minute = window.budget_spent(lasted=MINUTE, bad_share=share, budget=0.001)
    assert window.budget_share < spent <= window.budget_share + a_minute


@one_synthesis
@given(share=st.floats(0.02, 1), lasted=st.integers(HOUR, DAY), window=st.sampled_from([FAST, MEDIUM]))
def test_it_is_over_when_the_workbook_says(
    alarms: Alarms, share: float, lasted: int, window: BurnRateWindow
) -> None:
    assume(lasted * MINUTE > 1.01 * (window.detects_after(bad_share=share, budget=0.001) or window.long))
    ends = BEFORE + lasted
    traffic = Traffic([Stretch(BEFORE), Stretch(lasted, failing=share), Stretch(DAY)])
    name = alarms.named(NAMES[window])
    over = window.resets_after(bad_share=share, budget=0.001) / MINUTE

    assert name in alarms.firing(traffic, ends)
    assert name in alarms.firing(traffic, ends + ceil(over - 1e-6) - 1)
    assert name not in alarms.firing(traffic, ends + ceil(over + 1e-6))


@one_synthesis
@given(
    stretches=st.lists(
        st.builds(
            Stretch,
            minutes=st.integers(1, 900).map(float),
            per_minute=st.floats(100, 10_000),
            failing=st.sampled_from([0.0, 0.0005, 0.002, 0.008, 0.02, 0.5]),
            slow=st.sampled_from([0.0, 0.005, 0.02, 0.08, 0.2, 0.5]),
            idle_group=st.booleans(),
        ),
        min_size=1,
        max_size=12,
    ),
    window=windows,
    data=st.data(),
)
def test_it_fires_by_the_definition_whatever_the_traffic(
    alarms: Alarms, stretches: list[Stretch], window: BurnRateWindow, data: st.DataObject
) -> None:
    total = sum(int(stretch.minutes) for stretch in stretches)
    traffic = Traffic([Stretch(BEFORE), *stretches])
    every = evaluated_every(window)
    minute = data.draw(st.integers(BEFORE // every, (BEFORE + total) // every)) * every

    long, short = (
        _burn_rates(traffic, minute - length / MINUTE, minute) for length in (window.long, window.short)
    )
    limit = window.burn_rate
    assume(all(abs(rate - limit) > 1e-6 for rate in (*long, *short)))

    fires = alarms.named(NAMES[window]) in alarms.firing(traffic, minute)
    assert fires == (max(long) > limit and max(short) > limit)
    by_the_workbook = any(rate > limit and now > limit for rate, now in zip(long, short, strict=True))
    assert fires or not by_the_workbook


def _burn_rates(traffic: Traffic, start: float, end: float) -> tuple[float, float]:
    requests, failed, slow = traffic.count(start, end)
    return failed / requests / 0.001, slow / requests / LATENCY_BUDGET


@one_synthesis
@given(share=st.floats(0, 0.00099), slow=st.floats(0, 0.0099), minute=st.integers(0, 2 * DAY))
def test_a_service_that_keeps_its_promises_fires_nothing(
    alarms: Alarms, share: float, slow: float, minute: int
) -> None:
    traffic = Traffic([Stretch(BEFORE), Stretch(3 * DAY, failing=share, slow=slow)])
    assert not alarms.firing(traffic, BEFORE + minute)


@one_synthesis
@given(window=windows, share=st.floats(0.01, 1))
def test_slow_answers_are_bad_requests_too_and_the_red_alarm_says_so(
    alarms: Alarms, window: BurnRateWindow, share: float
) -> None:
    detected = window.detects_after(bad_share=share, budget=LATENCY_BUDGET)
    assume(detected is not None and detected < 0.99 * window.long)
    assert detected is not None
    every = evaluated_every(window)
    seen = BEFORE + ceil((detected / MINUTE + 1e-6) / every) * every
    firing = alarms.firing(Traffic([Stretch(BEFORE), Stretch(4 * DAY, slow=share)]), seen)

    assert alarms.named(NAMES[window]) in firing
    assert alarms.named(f"{NAMES[window]}Latency") in firing
    assert alarms.named(f"{NAMES[window]}Availability") not in firing


@settings(one_synthesis, max_examples=12, phases=[Phase.explicit, Phase.generate])  # shrinking takes minutes
@example(share=1, lasts=2 * HOUR)
@given(share=st.floats(0.0065, 1), lasts=st.integers(5, 8 * HOUR))
def test_one_incident_pages_once(alarms: Alarms, share: float, lasts: int) -> None:
    paging = {alarms.named(NAMES[window]): window for window in (FAST, MEDIUM)}
    detections = [window.detects_after(bad_share=share, budget=0.001) for window in paging.values()]
    seen = any(after is not None and after + MINUTE < lasts * MINUTE for after in detections)
    missed = all(after is None or after > lasts * MINUTE for after in detections)
    assume(seen or missed)
    traffic = Traffic([Stretch(BEFORE), Stretch(lasts, failing=share), Stretch(DAY)])

    pages = [
        action
        for action in alarms.actions(traffic, BEFORE, BEFORE + lasts + 7 * HOUR)
        if action.alarm in paging
    ]

    assert len(pages) == (1 if seen else 0)


def test_an_incident_that_comes_back_pages_again(alarms: Alarms) -> None:
    outage = Stretch(20, failing=1)
    traffic = Traffic([Stretch(BEFORE), outage, Stretch(2 * HOUR), outage, Stretch(HOUR)])
    told = alarms.actions(traffic, BEFORE, BEFORE + 220)

    assert [action.minute - BEFORE for action in told if action.alarm == alarms.named("SloBurn1h")] == [
        1,
        141,
    ]

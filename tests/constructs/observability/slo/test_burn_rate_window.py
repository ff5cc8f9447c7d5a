"""Burn rates are what chapter 5 of Google's SRE workbook says: https://sre.google/workbook/alerting-on-slos/."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import BurnRateWindow
from goldenpath.observability import BURN_RATE_WINDOWS, SLO_PERIOD, Severity

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BUDGET = 0.001  # the workbook's examples promise 99.9 %


def spending(share: float, within: timedelta) -> BurnRateWindow:
    return BurnRateWindow(long=within, budget_share=share, severity=Severity.PAGE)


def test_the_recommended_windows_are_those_of_table_5_8() -> None:
    assert [(each.severity, each.long, each.short, each.burn_rate) for each in BURN_RATE_WINDOWS] == [
        ("page", HOUR, 5 * MINUTE, 14.4),
        ("page", 6 * HOUR, 30 * MINUTE, 6),
        ("ticket", 3 * DAY, 6 * HOUR, 1),
    ]


def test_five_percent_in_an_hour_are_a_burn_rate_of_36() -> None:
    assert spending(0.05, HOUR).burn_rate == 36


@pytest.mark.parametrize(
    ("burn_rate", "exhausted_after"), [(1, 30 * DAY), (2, 15 * DAY), (10, 3 * DAY), (1000, 43.2 * MINUTE)]
)
def test_table_5_4_says_when_a_budget_is_exhausted(burn_rate: float, exhausted_after: timedelta) -> None:
    window = BURN_RATE_WINDOWS[0]
    spent = window.budget_spent(lasted=exhausted_after, bad_share=burn_rate * BUDGET, budget=BUDGET)
    assert spent == pytest.approx(1)


@pytest.mark.parametrize(
    ("window", "budget_share", "everything_fails_for"),
    [
        (10 * MINUTE, 10 * MINUTE / SLO_PERIOD, timedelta(seconds=0.6)),  # its first approach
        (36 * HOUR, 0.05, timedelta(minutes=2, seconds=9.6)),  # its second: "2 minutes and 10 seconds"
    ],
)
def test_a_complete_outage_is_detected_as_fast_as_the_workbook_says(
    window: timedelta, budget_share: float, everything_fails_for: timedelta
) -> None:
    detected = spending(budget_share, window).detects_after(bad_share=1, budget=BUDGET)

    assert detected is not None
    assert detected.total_seconds() == pytest.approx(everything_fails_for.total_seconds())


def test_a_burn_rate_of_35_is_never_seen_at_36_and_exhausts_the_budget_in_20_and_a_half_hours() -> None:
    window = spending(0.05, HOUR)

    assert window.detects_after(bad_share=35 * BUDGET, budget=BUDGET) is None
    assert window.budget_spent(lasted=20.571 * HOUR, bad_share=35 * BUDGET, budget=BUDGET) == pytest.approx(
        1, rel=1e-4
    )


@given(
    window=st.sampled_from(BURN_RATE_WINDOWS),
    budget=st.floats(0.0001, 0.05),
    bad_share=st.floats(0.001, 1),
)
def test_what_is_spent_when_it_is_detected_is_what_may_not_be_spent(
    window: BurnRateWindow, budget: float, bad_share: float
) -> None:
    detected = window.detects_after(bad_share=bad_share, budget=budget)
    if detected is None:
        assert bad_share <= window.burn_rate * budget
        return
    assert detected <= window.long
    spent = window.budget_spent(lasted=detected, bad_share=bad_share, budget=budget)
    # A timedelta counts whole microseconds.
    assert spent == pytest.approx(window.budget_share, rel=1e-4, abs=1e-6 * bad_share / budget / 2.6e6)


@given(
    window=st.sampled_from(BURN_RATE_WINDOWS),
    budget=st.floats(0.0001, 0.05),
    bad_share=st.floats(0.001, 1),
)
def test_an_alarm_is_over_within_its_short_window(
    window: BurnRateWindow, budget: float, bad_share: float
) -> None:
    if window.detects_after(bad_share=bad_share, budget=budget) is not None:
        assert timedelta(0) <= window.resets_after(bad_share=bad_share, budget=budget) < window.short

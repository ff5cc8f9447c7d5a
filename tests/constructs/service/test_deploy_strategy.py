"""A strategy says which share of the traffic a new version gets, and when."""

from datetime import timedelta
from itertools import pairwise

import aws_cdk as cdk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import DeployStrategy, SpecificationError

percents = st.integers(1, 99)
minutes = st.integers(1, 24 * 60).map(lambda count: timedelta(minutes=count))
strategies_with_shifts = st.one_of(
    st.builds(DeployStrategy.blue_green, bake=minutes),
    st.builds(DeployStrategy.canary, percent=percents, bake=minutes),
    st.builds(DeployStrategy.linear, percent=percents, interval=minutes, bake=minutes),
)


@given(strategies_with_shifts)
def test_traffic_moves_at_once_only_forward_and_in_the_end_completely(strategy: DeployStrategy) -> None:
    shifts = strategy.shifts
    assert shifts[0].after == timedelta()
    assert shifts[-1].percent == 100
    assert all(one.after < two.after and one.percent < two.percent for one, two in pairwise(shifts))


@given(percents, minutes)
def test_linear_steps_are_equal_but_the_last(percent: int, interval: timedelta) -> None:
    shifts = DeployStrategy.linear(percent=percent, interval=interval).shifts
    assert [shift.percent for shift in shifts[:-1]] == [
        percent * (step + 1) for step in range(len(shifts) - 1)
    ]
    assert 0 < 100 - (len(shifts) - 1) * percent <= percent
    assert {two.after - one.after for one, two in pairwise(shifts)} == {interval}


def test_a_rolling_release_sets_no_shares() -> None:
    assert DeployStrategy.rolling().shifts == ()


@given(minutes)
def test_durations_are_pythons_or_the_cdks(length: timedelta) -> None:
    of_the_cdk = cdk.Duration.seconds(length.total_seconds())
    assert DeployStrategy.canary(bake=of_the_cdk) == DeployStrategy.canary(bake=length)


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(SpecificationError) as raised:
        DeployStrategy.linear(percent=0, interval=cdk.Duration.seconds(90), bake=timedelta(days=2))
    assert str(raised.value).splitlines() == [
        "Linear is not valid:",
        "  percent: should be greater than or equal to 1, not 0",
        "  interval: should be whole minutes, 1 to 1440, not 0:01:30",
        "  bake: should be whole minutes, 1 to 1440, not 2 days, 0:00:00",
    ]

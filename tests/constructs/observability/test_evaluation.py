"""Alarms look as long as a bake allows, and no alarm is made that could not fire in time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath.observability.evaluation import Evaluation

UNTIL_A_DATAPOINT_IS_THERE = timedelta(minutes=2)
minutes = st.integers(1, 24 * 60).map(lambda count: timedelta(minutes=count))


@given(minutes)
def test_an_alarm_fires_within_the_bake_or_is_refused_with_the_numbers(bake: timedelta) -> None:
    if bake < timedelta(minutes=3):
        with pytest.raises(ValueError, match=rf"A bake of {bake.seconds // 60} min .* at least 3 min"):
            Evaluation.within(bake)
        return
    evaluation = Evaluation.within(bake)
    assert 1 <= evaluation.datapoints <= evaluation.periods
    assert UNTIL_A_DATAPOINT_IS_THERE + timedelta(minutes=evaluation.datapoints) <= bake


@pytest.mark.parametrize(
    ("bake_minutes", "datapoints", "periods"), [(3, 1, 1), (4, 2, 2), (5, 2, 3), (60, 2, 3)]
)
def test_one_bad_minute_decides_only_where_there_is_no_time_for_more(
    bake_minutes: int, datapoints: int, periods: int
) -> None:
    evaluation = Evaluation.within(timedelta(minutes=bake_minutes))
    assert (evaluation.datapoints, evaluation.periods) == (datapoints, periods)


def test_ecs_waits_as_long_as_the_alarms_of_a_rolling_release_need() -> None:
    assert Evaluation.within(None) == Evaluation(periods=3, datapoints=2)

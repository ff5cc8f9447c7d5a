"""What is calculated is what happens when the same release runs request by request.

Times agree exactly. Failed requests agree within one for each change of the traffic's share, which falls
between two requests, and two for what is left of a share that is no whole number of requests. Left out are
releases in which a datapoint lies within two requests of its threshold: there the count decides, not the
average.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goldenpath import DeployStrategy
from goldenpath.delivery import Alarm, Fault, Timing, Traffic, simulate
from tests.constructs.delivery.simulation.event_run import AnyStrategy, EventRun

if TYPE_CHECKING:
    from goldenpath.delivery.simulation.alarm import AlarmSettings

WINDOW_SECONDS = 1500


def minutes(lowest: int, highest: int) -> st.SearchStrategy[timedelta]:
    return st.integers(lowest, highest).map(lambda number: timedelta(minutes=number))


STRATEGIES = st.one_of(
    st.just(DeployStrategy.rolling()),
    st.builds(DeployStrategy.blue_green, bake=minutes(1, 15)),
    st.builds(DeployStrategy.canary, percent=st.integers(5, 90), bake=minutes(1, 10)),
    st.builds(DeployStrategy.linear, percent=st.integers(5, 50), interval=minutes(1, 3), bake=minutes(1, 10)),
)
ONSETS = st.integers(0, 600)
FAULTS = st.one_of(
    st.builds(Fault.errors, st.integers(0, 100), onset_seconds=ONSETS),
    st.builds(Fault.slow, st.sampled_from([100.0, 700.0]), onset_seconds=ONSETS),
)
TIMINGS = st.builds(
    Timing,
    reaction_seconds=st.integers(0, 90),
    copy_start_seconds=st.integers(1, 180),
    replacement_seconds=st.integers(1, 90),
)


@st.composite
def alarms(draw: st.DrawFn) -> list[Alarm]:
    periods = draw(st.integers(1, 5))
    shared: AlarmSettings = {
        "period_seconds": draw(st.sampled_from([60, 120, 300])),
        "evaluation_periods": periods,
        "datapoints_to_alarm": draw(st.integers(1, periods)),
        "watches": draw(st.sampled_from(["service", "new-version"])),
        "delay_seconds": draw(st.integers(0, 120)),
        "fewest_requests": draw(st.sampled_from([0, 100, 400, 1500])),
    }
    latency: AlarmSettings = {**shared, "percentile": draw(st.sampled_from([50, 90, 95]))}
    return [
        Alarm.errors(above_percent=draw(st.integers(3, 40)), **shared),
        Alarm.latency(above_ms=500, **latency),
    ]


@given(STRATEGIES, st.integers(10, 40), FAULTS, alarms(), TIMINGS)
@settings(max_examples=80)
def test_the_calculation_agrees_with_the_run(
    strategy: AnyStrategy, requests_per_second: int, fault: Fault, alarms: list[Alarm], timing: Timing
) -> None:
    traffic = Traffic(requests_per_second=requests_per_second, window_seconds=WINDOW_SECONDS)
    run = EventRun(strategy, traffic, fault, alarms, timing)
    assume(run.closest_requests > 2)

    outcome = simulate(strategy, traffic, fault, alarms, timing=timing)

    assert outcome.detected_at_seconds == run.detected_at_seconds
    assert outcome.traffic_back_at_seconds == run.traffic_back_at_seconds
    assert abs(outcome.requests - run.requests) <= 1
    assert abs(outcome.failed_requests - run.failed) <= run.shifts + 2

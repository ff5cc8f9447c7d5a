"""Which share of the traffic the new version gets, and when."""

from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from goldenpath.delivery.simulation.timing import Timing
from goldenpath.service import BlueGreen, Canary, Linear, Rolling


class Step(NamedTuple):
    """From this second on, the new version gets this share of the traffic."""

    seconds: float
    share: float


@dataclass(frozen=True)
class Schedule:
    """Shares of traffic over time.

    Parameters
    ----------
    steps
        In the order of time; before the first one the new version gets nothing.
    watched_until_seconds
        Until when an alarm rolls the release back. Then the old copies are gone.
    """

    steps: tuple[Step, ...]
    watched_until_seconds: float

    def exposure_seconds(self, start_seconds: float, end_seconds: float) -> float:
        """Give the seconds between two moments, each weighed with the new version's share."""
        ends = [*(step.seconds for step in self.steps[1:]), inf]
        return sum(
            step.share * max(0.0, min(end, end_seconds) - max(step.seconds, start_seconds))
            for step, end in zip(self.steps, ends, strict=True)
        )

    def followed_by(self, steps: tuple[Step, ...]) -> "Schedule":
        """Go by other steps from the first of them on, without ever giving the new version more."""
        before = tuple(step for step in self.steps if step.seconds < steps[0].seconds)
        reached = before[-1].share if before else 0.0
        after = tuple(Step(step.seconds, min(step.share, reached)) for step in steps)
        return Schedule(before + after, self.watched_until_seconds)


AnyStrategy = Rolling | BlueGreen | Canary | Linear


def schedule_of(strategy: AnyStrategy, timing: Timing, alarms_need_seconds: float) -> Schedule:
    """Turn a strategy into a schedule, counted from the first request to the new version.

    Parameters
    ----------
    strategy
        How the new version takes over.
    timing
        How fast the controller is.
    alarms_need_seconds
        How long a rolling release watches its alarms in the end: ECS computes that from the alarms
        themselves [1]_.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
    """
    if isinstance(strategy, Rolling):
        replaced = timing.replacement_seconds
        return Schedule((Step(0, 0.5), Step(replaced, 1)), replaced + alarms_need_seconds)
    steps = tuple(Step(shift.after.total_seconds(), shift.percent / 100) for shift in strategy.shifts)
    return Schedule(steps, steps[-1].seconds + strategy.bake.total_seconds())


def way_back(strategy: AnyStrategy, timing: Timing, detected_at_seconds: float) -> tuple[Step, ...]:
    """Give the steps of a rollback; with the last one the old version has all traffic.

    Parameters
    ----------
    strategy
        How the new version took over.
    timing
        How fast the controller is.
    detected_at_seconds
        When an alarm fired.
    """
    starts = detected_at_seconds + timing.reaction_seconds
    if not isinstance(strategy, Rolling):
        return (Step(starts, 0),)
    joined = starts + timing.copy_start_seconds
    return (Step(joined, 0.5), Step(joined + timing.replacement_seconds, 0))

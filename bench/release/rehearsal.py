"""A release, step by step, as a controller does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.release.fleet import UnhealthyVersionError
from goldenpath.delivery.simulation.evaluation import EVALUATION_EVERY_SECONDS, state_at
from goldenpath.delivery.simulation.schedule import Schedule, Step, schedule_of, way_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.release.clock import Clock
    from bench.release.fleet import Fleet
    from bench.release.observed_traffic import ObservedTraffic
    from goldenpath.delivery import Alarm, Timing
    from goldenpath.delivery.simulation.schedule import AnyStrategy


@dataclass
class Course:
    """What happened, on the release's clock.

    Attributes
    ----------
    steps
        Which share the new version got, and when.
    detected_at_seconds
        When an alarm fired, if one did.
    traffic_back_at_seconds
        When the old version had all traffic again.
    never_healthy
        Whether the new version got no traffic at all, since it did not become healthy.
    """

    steps: list[Step] = field(default_factory=list)
    detected_at_seconds: float | None = None
    traffic_back_at_seconds: float | None = None
    never_healthy: bool = False


@dataclass(frozen=True)
class Rehearsal:
    """A release to come.

    Parameters
    ----------
    strategy
        How the new version takes over.
    alarms
        Any of them takes the release back.
    timing
        How fast the controller acts.
    """

    strategy: AnyStrategy
    alarms: Sequence[Alarm]
    timing: Timing

    @property
    def watched_until_seconds(self) -> float:
        """Until when the alarms are watched."""
        return self._planned.watched_until_seconds

    def play(self, fleet: Fleet, clock: Clock, traffic: ObservedTraffic) -> Course:
        """Release the new version, and take it back if an alarm says so.

        Parameters
        ----------
        fleet
            The copies.
        clock
            Shows 0 when the new version should get its first request.
        traffic
            What the load balancer tells.
        """
        course = Course()
        try:
            fleet.ready_new()
        except UnhealthyVersionError:
            course.never_healthy = True
            fleet.keep("old")
            return course
        for moment, share in self._moments():
            clock.wait_until(moment)
            if share is not None:
                fleet.give_new(share)
                course.steps.append(Step(clock.seconds(), share))
            elif self._fires(traffic, moment):
                course.detected_at_seconds = moment
                self._go_back(fleet, clock, course, moment)
                return course
        fleet.keep("new")
        return course

    def _go_back(self, fleet: Fleet, clock: Clock, course: Course, detected_at_seconds: float) -> None:
        reached = course.steps[-1].share
        fleet.ready_old()
        for step in way_back(self.strategy, self.timing, detected_at_seconds):
            clock.wait_until(step.seconds)
            fleet.give_new(min(step.share, reached))
            course.steps.append(Step(clock.seconds(), min(step.share, reached)))
        course.traffic_back_at_seconds = clock.seconds()
        fleet.keep("old")

    def _moments(self) -> list[tuple[float, float | None]]:
        """Give what is to be done, and when: a share to give, or nothing where the alarms are looked at."""
        delays = {alarm.delay_seconds for alarm in self.alarms}
        looks = [
            (minute * EVALUATION_EVERY_SECONDS + delay, None)
            for minute in range(1, int(self.watched_until_seconds // EVALUATION_EVERY_SECONDS) + 1)
            for delay in delays
            if minute * EVALUATION_EVERY_SECONDS + delay <= self.watched_until_seconds
        ]
        steps = [(step.seconds, step.share) for step in self._planned.steps]
        # At the same moment an alarm is heard first.
        return sorted([*looks, *steps], key=lambda moment: (moment[0], moment[1] is not None))

    def _fires(self, traffic: ObservedTraffic, moment_seconds: float) -> bool:
        """Say whether an alarm is heard now: it was evaluated so much earlier as it takes to be heard."""
        return any(
            state_at(alarm, traffic.seen_by(alarm), moment_seconds - alarm.delay_seconds) == "ALARM"
            for alarm in self.alarms
        )

    @property
    def _planned(self) -> Schedule:
        reach = max((alarm.reach_seconds for alarm in self.alarms), default=0)
        return schedule_of(self.strategy, self.timing, reach)

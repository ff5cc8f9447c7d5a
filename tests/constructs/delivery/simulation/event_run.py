"""The same release, request by request: what the simulator's calculation is held against.

Nothing of the calculation is used here, only the descriptions. Every request is an event, sent to the old or
the new version and answered well or badly; minutes are counted, alarms read those counts, and a controller
acts on the alarms.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from goldenpath.delivery import Alarm, Fault, Timing, Traffic
from goldenpath.service import BlueGreen, Canary, Linear, Rolling

AnyStrategy = Rolling | BlueGreen | Canary | Linear

HEALTHY_MS = 20.0


@dataclass
class Minute:
    """What a load balancer counts in a minute, for one or both versions."""

    errors: int = 0
    latencies_ms: list[float] = field(default_factory=list)


class EventRun:
    """One release from its first request to the end of the window."""

    def __init__(
        self, strategy: AnyStrategy, traffic: Traffic, fault: Fault, alarms: list[Alarm], timing: Timing
    ) -> None:
        self.strategy, self.traffic, self.fault, self.alarms, self.timing = (
            strategy,
            traffic,
            fault,
            alarms,
            timing,
        )
        limits = [alarm.threshold for alarm in alarms if alarm.metric == "latency"]
        self.limit_ms = min(limits, default=math.inf)
        self.minutes: dict[str, dict[int, Minute]] = {
            "service": defaultdict(Minute),
            "new-version": defaultdict(Minute),
        }
        self.queue: list[tuple[float, int, Callable[[], None]]] = []
        self.now = self.new_credit = self.fault_credit = self.share = 0.0
        self.requests = self.failed = self.shifts = 0
        self.old_copies_run, self.goes_back = True, False
        self.detected_at_seconds: float | None = None
        self.traffic_back_at_seconds: float | None = None
        self.closest_requests = math.inf  # how near a datapoint came to its threshold
        self._plan()
        self.at(0.5 / traffic.requests_per_second, self._request)
        self.at(60, self._minute_ends)
        while self.queue and self.queue[0][0] <= traffic.window_seconds:
            self.now, _, act = heapq.heappop(self.queue)
            act()

    def at(self, seconds: float, act: Callable[[], None]) -> None:
        heapq.heappush(self.queue, (seconds, len(self.queue) + self.requests * 1000, act))

    def _plan(self) -> None:
        waits, shares = self._steps()
        seconds = 0.0
        for wait, share in zip(waits, shares, strict=True):
            self.at(seconds, lambda share=share: None if self.goes_back else self._shift(share / 100))  # type: ignore[misc]
            seconds += wait
        self.at(math.nextafter(seconds, math.inf), self._old_copies_end)

    def _steps(self) -> tuple[list[float], list[int]]:
        match self.strategy:
            case Rolling():
                watched = max(alarm.reach_seconds for alarm in self.alarms)
                return [self.timing.replacement_seconds, watched], [50, 100]
            case BlueGreen(bake=bake):
                return [bake.total_seconds()], [100]
            case Canary(percent=percent, bake=bake):
                return [bake.total_seconds()] * 2, [percent, 100]
            case Linear(percent=percent, interval=interval, bake=bake):
                shares = [*range(percent, 100, percent), 100]
                return [interval.total_seconds()] * (len(shares) - 1) + [bake.total_seconds()], shares

    def _shift(self, share: float) -> None:
        self.share = share
        self.shifts += 1

    def _old_copies_end(self) -> None:
        self.old_copies_run = False

    def _request(self) -> None:
        self.requests += 1
        self.at((self.requests + 0.5) / self.traffic.requests_per_second, self._request)
        error, latency_ms = False, HEALTHY_MS
        self.new_credit += self.share
        is_new = self.new_credit >= 1
        if is_new:
            self.new_credit -= 1
            if self.now >= self.fault.onset_seconds:
                self.fault_credit += self.fault.percent / 100
                if self.fault_credit >= 1:
                    self.fault_credit -= 1
                    error = self.fault.kind == "errors"
                    latency_ms = HEALTHY_MS if error else self.fault.latency_ms
        self.failed += error or latency_ms > self.limit_ms
        for scope in ("service", "new-version") if is_new else ("service",):
            minute = self.minutes[scope][int(self.now // 60)]
            minute.errors += error
            minute.latencies_ms.append(latency_ms)

    def _minute_ends(self) -> None:
        ended = round(self.now / 60)
        for alarm in self.alarms:
            points = [
                self._breaching(alarm, ended - age * alarm.period_seconds // 60)
                for age in range(alarm.evaluation_periods)
            ]
            if sum(points) >= alarm.datapoints_to_alarm:
                self.at(self.now + alarm.delay_seconds, self._alarm_fires)
        self.at(self.now + 60, self._minute_ends)

    def _breaching(self, alarm: Alarm, end: int) -> bool:
        """Count one datapoint; nothing was wrong before the release, and a missing datapoint is none."""
        numbers = range(end - alarm.period_seconds // 60, end)
        minutes = [self.minutes[alarm.watches][number] for number in numbers if number >= 0]
        latencies = sorted(latency for minute in minutes for latency in minute.latencies_ms)
        if alarm.watches == "service":
            before = sum(number < 0 for number in numbers) * 60 * self.traffic.requests_per_second
            latencies = [HEALTHY_MS] * round(before) + latencies
        total, allowed = len(latencies), alarm.threshold
        self.closest_requests = min(self.closest_requests, abs(total - alarm.fewest_requests))
        if total < max(1, alarm.fewest_requests):
            return False
        if alarm.metric == "errors":
            errors = sum(minute.errors for minute in minutes)
            self.closest_requests = min(self.closest_requests, abs(errors - allowed / 100 * total))
            return 100 * errors / total > allowed
        slow = sum(latency > allowed for latency in latencies)
        self.closest_requests = min(self.closest_requests, abs(slow - (1 - alarm.percentile / 100) * total))
        return latencies[math.ceil(alarm.percentile / 100 * total) - 1] > allowed

    def _alarm_fires(self) -> None:
        if self.detected_at_seconds is None:
            self.detected_at_seconds = self.now
            if self.old_copies_run:
                self.at(self.now + self.timing.reaction_seconds, self._go_back)

    def _go_back(self) -> None:
        if self.strategy.kind == "rolling":
            self.at(self.now + self.timing.copy_start_seconds, self._old_copies_join)
        else:
            self._all_traffic_is_back()

    def _old_copies_join(self) -> None:
        self.goes_back = True
        self._shift(min(self.share, 0.5))
        self.at(self.now + self.timing.replacement_seconds, self._all_traffic_is_back)

    def _all_traffic_is_back(self) -> None:
        self.goes_back = True
        self._shift(0)
        self.traffic_back_at_seconds = self.now

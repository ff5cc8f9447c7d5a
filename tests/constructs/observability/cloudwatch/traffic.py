"""Requests over time, and what a load balancer reports of them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from local.emulator.alarms.metric_math import Value

_SLO_MINUTES = 30 * 24 * 60


class Stretch(NamedTuple):
    """Some minutes in which requests come evenly."""

    minutes: float
    per_minute: float = 6000
    failing: float = 0
    slow: float = 0
    idle_group: bool = True
    versions: int = 1


class Traffic:
    """Requests in stretches, one after the other, from minute 0 on; before and after, there are none.

    They go to the first of two target groups; where the second one is not idle, half of them go there. As
    load balancers do, a target group without requests reports nothing, and one without errors no errors.
    Application Signals reports the share of good ones in the last 30 days, and Container Insights how many
    versions there are.
    """

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches: list[tuple[float, Stretch]] = []
        start = 0.0
        for stretch in stretches:
            self._stretches.append((start, stretch))
            start += stretch.minutes

    def datapoint(self, metric: Mapping[str, Any], start: float, end: float) -> Value:
        """Give the statistic of a target group's metric between two minutes."""
        dimensions = {each["Name"]: each["Value"] for each in metric["Metric"]["Dimensions"]}
        if "SloName" in dimensions:
            return self._attainment(dimensions["SloName"], end)
        if "ServiceName" in dimensions:
            return self._versions(end)
        group = 1 if dimensions["TargetGroup"].endswith("green") else 0
        requests, failed, slow = self.count(start, end, group)
        match metric["Metric"]["MetricName"], metric["Stat"]:
            case "RequestCount", "Sum":
                return requests or None
            case "HTTPCode_Target_5XX_Count", "Sum":
                return failed or None
            case "TargetResponseTime", "TC(0.5:)":
                return slow if requests else None
        raise NotImplementedError(metric)

    def _attainment(self, slo: str, end: float) -> Value:
        requests, failed, slow = self.count(end - _SLO_MINUTES, end)
        bad = slow if slo.endswith("latency") else failed
        return 100 * (1 - bad / requests) if requests else None

    def _versions(self, end: float) -> Value:
        return max(
            (each.versions for begin, each in self._stretches if begin < end <= begin + each.minutes),
            default=None,
        )

    def count(self, start: float, end: float, group: int | None = None) -> tuple[float, float, float]:
        """Give how many requests came, failed and were slow, in a target group or in both."""
        requests = failed = slow = 0.0
        for begin, stretch in self._stretches:
            overlap = min(end, begin + stretch.minutes) - max(start, begin)
            if overlap > 0:
                here = overlap * stretch.per_minute * _share(stretch, group)
                requests += here
                failed += here * stretch.failing
                slow += here * stretch.slow
        return requests, failed, slow


def _share(stretch: Stretch, group: int | None) -> float:
    if group is None:
        return 1
    if stretch.idle_group:
        return 1 - group
    return 0.5

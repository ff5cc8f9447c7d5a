"""What Application Signals would report of the service level objectives."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from docs.dashboards.measured.samples import Samples
from local.emulator.alarms.metric_math import compute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docs.dashboards.measured.metric import Metric
    from docs.dashboards.synthesised import Environment
    from local.emulator.alarms.metric_math import Value

_MINUTE = 60
_HOURS = 4
_ALL_PERCENT = 100


class Measured(Protocol):
    """What was measured."""

    def __call__(self, metric_stat: Mapping[str, Any], start: float, end: float) -> Value:
        """Give a statistic of a metric after one moment, until another; none without data."""


class Objectives:
    """Answers for ``AWS/ApplicationSignals``: the share of good requests in an objective's period.

    Its metrics are counts, so that one over the whole period is the sum of those of its minutes.

    Parameters
    ----------
    environment
        What has the objectives.
    measured
        What their metrics measured.
    now
        The moment of the pictures.
    """

    def __init__(self, environment: Environment, measured: Measured, now: float) -> None:
        self._measured = measured
        self._now = now
        self._objectives = {
            each.properties["Name"]: each.properties
            for each in environment.resources.of_type("AWS::ApplicationSignals::ServiceLevelObjective")
        }

    def samples(self, metric: Metric) -> Samples | None:
        """Give a metric's values of the last hours; nothing if it is not measured here.

        Parameters
        ----------
        metric
            The metric.
        """
        if metric.namespace != "AWS/ApplicationSignals" or metric.name != "AttainmentRate":
            return None
        return Samples(self._attained(self._objectives[metric.dimensions["SloName"]]))

    def _attained(self, objective: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
        counted = objective["RequestBasedSli"]["RequestBasedSliMetric"]
        days = objective["Goal"]["Interval"]["RollingInterval"]["Duration"]
        for minute in range(_HOURS * _MINUTE):
            end = self._now - minute * _MINUTE
            start = end - timedelta(days=days).total_seconds()
            every = self._count(counted["TotalRequestCountMetric"], start, end)
            bad = self._count(counted["MonitoredRequestCountMetric"]["BadCountMetric"], start, end)
            if every and bad is not None:
                yield end, _ALL_PERCENT * (1 - bad / every)

    def _count(self, queries: Sequence[Mapping[str, Any]], start: float, end: float) -> Value:
        by_name = {query["Id"]: query for query in queries}
        (returned,) = [query["Id"] for query in queries if query["ReturnData"]]

        def value(name: str, _: int) -> Value:
            query = by_name[name]
            if "Expression" in query:
                return compute(query["Expression"], value)
            return self._measured(query["MetricStat"], start, end)

        return value(returned, 0)

"""The metrics that CloudWatch would have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from docs.dashboards.measured.canaries import Canaries
from docs.dashboards.measured.containers import Containers
from docs.dashboards.measured.load_balancers import LoadBalancers
from docs.dashboards.measured.log_metrics import LogMetrics
from docs.dashboards.measured.metric import Metric
from docs.dashboards.measured.objectives import Objectives
from docs.dashboards.measured.statistic import statistic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docs.dashboards.logs import LogLines
    from docs.dashboards.measured.samples import Samples
    from docs.dashboards.measured.seen import Seen
    from docs.dashboards.synthesised import Environment
    from local.emulator.alarms.metric_math import Value


class Source(Protocol):
    """What measures some metrics."""

    def samples(self, metric: Metric) -> Samples | None:
        """Give a metric's values; nothing if it is not measured here."""


class Measurements:
    """All metrics.

    Parameters
    ----------
    sources
        What measures them.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = tuple(sources)
        self._found: dict[str, Samples | None] = {}

    @classmethod
    def of(cls, environment: Environment, seen: Seen, lines: LogLines) -> Measurements:
        """Give what was measured of the shop, under the names that an environment has for it."""
        direct = cls(
            [
                LoadBalancers(environment, seen),
                Containers(environment, seen),
                LogMetrics(environment, lines),
                Canaries(environment, seen),
            ]
        )
        return cls([direct, Objectives(environment, direct, seen.clock.now)])

    def __call__(self, metric_stat: Mapping[str, Any], start: float, end: float) -> Value:
        """Give a statistic of an alarm's metric after one moment, until another; none without data."""
        return self.value(Metric.of(metric_stat), str(metric_stat["Stat"]), start, end)

    def value(self, metric: Metric, stat: str, start: float, end: float) -> Value:
        """Give a statistic of a metric after one moment, until another; none without data.

        Parameters
        ----------
        metric
            The metric.
        stat
            The statistic.
        start, end
            The moments, in seconds since 1970.
        """
        samples = self.samples(metric)
        return None if samples is None else statistic(stat, samples.between(start, end))

    def are_of(self, metric: Metric) -> bool:
        """Say whether a metric is measured here, which does not mean that there is a value.

        Parameters
        ----------
        metric
            The metric.
        """
        return self.samples(metric) is not None

    def samples(self, metric: Metric) -> Samples | None:
        """Give a metric's values; nothing if it is not measured here.

        Parameters
        ----------
        metric
            The metric.
        """
        key = f"{metric.namespace} {metric.name} {sorted(metric.dimensions.items())}"
        if key not in self._found:
            found = (source.samples(metric) for source in self._sources)
            self._found[key] = next((samples for samples in found if samples is not None), None)
        return self._found[key]

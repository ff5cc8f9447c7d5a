"""What CloudWatch Synthetics would report of the journeys that were tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.dashboards.measured.samples import Samples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docs.dashboards.driving import Visit
    from docs.dashboards.measured.metric import Metric
    from docs.dashboards.measured.seen import Seen
    from docs.dashboards.synthesised import Environment

_ALL_PERCENT = 100
_MEASURED: Mapping[str, Callable[[Visit], float]] = {
    "SuccessPercent": lambda visit: float(_ALL_PERCENT * visit.worked),
    "Duration": lambda visit: 1000 * visit.seconds,
}


class Canaries:
    """Answers for ``CloudWatchSynthetics``.

    Parameters
    ----------
    environment
        What says which journey each canary takes.
    seen
        What was seen.
    """

    def __init__(self, environment: Environment, seen: Seen) -> None:
        self._seen = seen
        self._journeys = {
            name: canary.properties["RunConfig"]["EnvironmentVariables"]["JOURNEY"]
            for canary in environment.resources.of_type("AWS::Synthetics::Canary")
            for name in (canary.label, canary.properties["Name"])
        }

    def samples(self, metric: Metric) -> Samples | None:
        """Give a metric's values; nothing if it is not measured here.

        Parameters
        ----------
        metric
            The metric.
        """
        if metric.namespace != "CloudWatchSynthetics" or metric.name not in _MEASURED:
            return None
        journey = self._journeys[metric.dimensions["CanaryName"]]
        return Samples(
            (self._seen.clock.shown(visit.at), _MEASURED[metric.name](visit))
            for visit in self._seen.driven.visits
            if visit.journey == journey
        )

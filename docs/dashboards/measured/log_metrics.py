"""What the metric filters of the templates count in the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs.dashboards.measured.samples import Samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docs.dashboards.logs import LogLines
    from docs.dashboards.measured.metric import Metric
    from docs.dashboards.synthesised import Environment


class LogMetrics:
    """Answers for the namespaces of metric filters.

    Parameters
    ----------
    environment
        What has the filters.
    lines
        The lines.
    """

    def __init__(self, environment: Environment, lines: LogLines) -> None:
        self._lines = lines
        self._filters: dict[tuple[str, str], tuple[str, str, Mapping[str, Any]]] = {}
        for each in environment.resources.of_type("AWS::Logs::MetricFilter"):
            service = environment.service_of(each.properties["LogGroupName"])
            for made in each.properties["MetricTransformations"]:
                name = made["MetricNamespace"], made["MetricName"]
                self._filters[name] = service, each.properties["FilterPattern"], made

    def samples(self, metric: Metric) -> Samples | None:
        """Give a metric's values; nothing if no filter makes it.

        Parameters
        ----------
        metric
            The metric.
        """
        found = self._filters.get((metric.namespace, metric.name))
        return None if found is None else Samples(self._counted(*found))

    def _counted(self, service: str, pattern: str, made: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
        for at, holds in self._lines.matches(pattern, service=service):
            if holds:
                yield at, float(made["MetricValue"])
            elif "DefaultValue" in made:
                yield at, float(made["DefaultValue"])

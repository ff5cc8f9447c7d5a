"""The name of a metric."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A metric, as CloudWatch names it.

    Parameters
    ----------
    namespace, name
        Its namespace and its name there.
    dimensions
        Its dimensions; references in them are resolved.
    """

    namespace: str
    name: str
    dimensions: Mapping[str, str]

    @classmethod
    def of(cls, metric_stat: Mapping[str, Any]) -> Self:
        """Read the metric of an alarm.

        Parameters
        ----------
        metric_stat
            A ``MetricStat`` of the alarm's template.
        """
        metric = metric_stat["Metric"]
        dimensions = {each["Name"]: each["Value"] for each in metric.get("Dimensions") or ()}
        return cls(namespace=metric["Namespace"], name=metric["MetricName"], dimensions=dimensions)

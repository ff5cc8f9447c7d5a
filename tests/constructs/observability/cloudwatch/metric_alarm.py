"""An alarm of a synthesised template, evaluated as CloudWatch does."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol, cast

from goldenpath.delivery.simulation.evaluation import State, evaluate
from local.emulator.alarms.metric_math import Value, compute

if TYPE_CHECKING:
    from goldenpath.delivery.simulation.alarm import MissingData

HOUR, DAY = 60, 24 * 60
_BEYOND = 2
_BREACHING: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


class Metrics(Protocol):
    """What was measured."""

    def datapoint(self, metric: Mapping[str, Any], start: float, end: float) -> Value:
        """Give the statistic of a metric between two minutes."""


@dataclass(frozen=True)
class MetricAlarm:
    """An alarm on a metric or an expression.

    It is evaluated every minute, and every hour where it looks back more than a day; its window ends then.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
    """

    properties: Mapping[str, Any]

    @property
    def period(self) -> int:
        """Minutes of a datapoint."""
        (period,) = {each["MetricStat"]["Period"] for each in self._queries if "MetricStat" in each}
        return cast("int", period) // 60

    @property
    def _queries(self) -> list[dict[str, Any]]:
        if "Metrics" in self.properties:
            return cast("list[dict[str, Any]]", self.properties["Metrics"])
        metric = {name: self.properties[name] for name in ("Namespace", "MetricName", "Dimensions")}
        stat = {"Metric": metric, "Stat": self.properties["Statistic"], "Period": self.properties["Period"]}
        return [{"Id": "metric", "MetricStat": stat}]

    @property
    def every(self) -> timedelta:
        """How often it is evaluated."""
        back = self.period * self.properties["EvaluationPeriods"]
        return timedelta(minutes=HOUR if back > DAY else 1)

    def state(self, metrics: Metrics, minute: int, before: State = "INSUFFICIENT_DATA") -> State:
        """Give its state in a minute."""
        minutes = self.every // timedelta(minutes=1)
        periods = self.properties["EvaluationPeriods"]
        state = evaluate(
            self._datapoints(metrics, minute - minute % minutes, periods),
            periods,
            self.properties.get("DatapointsToAlarm", periods),
            cast("MissingData", self.properties["TreatMissingData"]),
        )
        return before if state == "unchanged" else state

    def _datapoints(self, metrics: Metrics, end: int, periods: int) -> list[bool | None]:
        found: list[bool | None] = []
        for age in range(periods + _BEYOND):
            if sum(point is not None for point in found) == periods:
                break  # older ones count only in place of missing ones
            value = self.value(metrics, end - age * self.period)
            breaching = _BREACHING[self.properties["ComparisonOperator"]]
            found.append(None if value is None else breaching(value, self.properties["Threshold"]))
        return found[::-1]

    def value(self, metrics: Metrics, end: int) -> Value:
        """Give the datapoint of the period that ends in a minute."""
        queries = {query["Id"]: query for query in self._queries}

        def datapoint(name: str, age: int) -> Value:
            query, until = queries[name], end - age * self.period
            if "Expression" in query:
                return compute(query["Expression"], datapoint, age)
            return metrics.datapoint(query["MetricStat"], until - self.period, until)

        (returned,) = [name for name, query in queries.items() if query.get("ReturnData", True)]
        return datapoint(returned, 0)

"""An alarm on a metric or on an expression, evaluated as CloudWatch does."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from local.emulator.alarms.metric_math import compute

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from local.emulator.alarms.metric_math import Value

ALARM, OK, INSUFFICIENT_DATA = "ALARM", "OK", "INSUFFICIENT_DATA"
_BREACHING: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanOrEqualToThreshold": operator.le,
    "LessThanThreshold": operator.lt,
}
_MISSING = {"breaching": True, "notBreaching": False}


class Measured(Protocol):
    """What was measured."""

    def __call__(self, metric_stat: Mapping[str, Any], start: float, end: float) -> Value:
        """Give a statistic of a metric after one moment, until another; none without data."""


@dataclass(frozen=True)
class MetricAlarm:
    """An alarm as ``PutMetricAlarm`` describes it.

    Parameters
    ----------
    properties
        What CloudFormation has of it.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
    """

    properties: Mapping[str, Any]

    def state(self, measured: Measured, now: float, before: str) -> str:
        """Give its state, from the datapoints of its last periods.

        Parameters
        ----------
        measured
            What was measured.
        now
            The end of the last period, in seconds since 1970.
        before
            Its state until now, which it keeps where it ignores that data is missing.
        """
        periods = int(self.properties["EvaluationPeriods"])
        treatment = str(self.properties.get("TreatMissingData") or "missing")
        found = [self._breaches(measured, now - age * self._period_seconds) for age in range(periods)]
        known = [_MISSING.get(treatment) if each is None else each for each in found]
        counted = [each for each in known if each is not None]
        if not counted:
            return before if treatment == "ignore" else INSUFFICIENT_DATA
        needed = int(self.properties.get("DatapointsToAlarm") or periods)
        return ALARM if sum(counted) >= min(needed, len(counted)) else OK

    @property
    def _queries(self) -> list[dict[str, Any]]:
        if self.properties.get("Metrics"):
            return list(self.properties["Metrics"])
        names = ("Namespace", "MetricName", "Dimensions")
        statistic = self.properties.get("ExtendedStatistic") or self.properties.get("Statistic")
        stat = {
            "Metric": {name: self.properties.get(name) for name in names},
            "Stat": statistic,
            "Period": self.properties.get("Period", 60),
        }
        return [{"Id": "metric", "MetricStat": stat}]

    @property
    def _period_seconds(self) -> int:
        return max(int(each["MetricStat"]["Period"]) for each in self._queries if each.get("MetricStat"))

    def _breaches(self, measured: Measured, end: float) -> bool | None:
        value = self._value(measured, end)
        if value is None:
            return None
        is_bad = _BREACHING[self.properties["ComparisonOperator"]]
        return is_bad(value, float(self.properties["Threshold"]))

    def _value(self, measured: Measured, end: float) -> Value:
        queries = {each["Id"]: each for each in self._queries}

        def datapoint(name: str, age: int) -> Value:
            query, until = queries[name], end - age * self._period_seconds
            if query.get("Expression"):
                return compute(query["Expression"], datapoint, age)
            return measured(query["MetricStat"], until - self._period_seconds, until)

        (returned,) = [name for name, query in queries.items() if _is_returned(query)]
        return datapoint(returned, 0)


def _is_returned(query: Mapping[str, Any]) -> bool:
    return str(query.get("ReturnData", True)).lower() == "true"

"""What a service's template has that is paid for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MINUTES = 730 * 60
"""A month's."""

_MINUTE = 60
_RATE = re.compile(r"rate\((\d+) (minute|hour)s?\)")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What is paid for by its number.

    Parameters
    ----------
    alarm_metrics, fast_alarm_metrics
        Metrics in alarms: an alarm on an expression is paid for by each metric in it, an alarm that looks at
        less than a minute dearer.
    composite_alarms, dashboards, objectives
        As many as there are.
    log_metrics
        Metrics that are made of the log.
    canary_runs
        In a month.
    """

    alarm_metrics: int
    fast_alarm_metrics: int
    composite_alarms: int
    dashboards: int
    objectives: int
    log_metrics: int
    canary_runs: float


def count(template: Mapping[str, Any]) -> Counts:
    """Count what a template has that is paid for."""
    alarms = [_periods(alarm) for alarm in _of(template, "AWS::CloudWatch::Alarm")]
    fast = [len(periods) for periods in alarms if min(periods) < _MINUTE]
    return Counts(
        alarm_metrics=sum(map(len, alarms)) - sum(fast),
        fast_alarm_metrics=sum(fast),
        composite_alarms=_number(template, "AWS::CloudWatch::CompositeAlarm"),
        dashboards=_number(template, "AWS::CloudWatch::Dashboard"),
        objectives=_number(template, "AWS::ApplicationSignals::ServiceLevelObjective"),
        log_metrics=sum(
            len(each["MetricTransformations"]) for each in _of(template, "AWS::Logs::MetricFilter")
        ),
        canary_runs=sum(map(_runs, _of(template, "AWS::Synthetics::Canary"))),
    )


def _of(template: Mapping[str, Any], kind: str) -> Iterator[Mapping[str, Any]]:
    resources = template["Resources"].values()
    return (resource["Properties"] for resource in resources if resource["Type"] == kind)


def _number(template: Mapping[str, Any], kind: str) -> int:
    return sum(1 for _ in _of(template, kind))


def _periods(alarm: Mapping[str, Any]) -> list[int]:
    """Give the period of each metric in an alarm."""
    if "Metrics" not in alarm:
        return [alarm["Period"]]
    return [query["MetricStat"]["Period"] for query in alarm["Metrics"] if "MetricStat" in query]


def _runs(canary: Mapping[str, Any]) -> float:
    expression = canary["Schedule"]["Expression"]
    rate = _RATE.fullmatch(expression)
    if rate is None:
        raise ValueError(f"A canary's schedule should be rate(<number> minutes), not {expression}")
    return MINUTES / (int(rate[1]) * (_MINUTE if rate[2] == "hour" else 1))

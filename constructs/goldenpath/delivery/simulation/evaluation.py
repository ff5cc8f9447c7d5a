"""When an alarm fires, by CloudWatch's published rules."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from goldenpath.delivery.simulation.alarm import Alarm, MissingData

EVALUATION_EVERY_SECONDS = 60
"""An alarm of a minute or longer is evaluated every minute, over a window that slides with it."""

_RANGE_BEYOND_PERIODS = 2
"""AWS's examples look at 5 datapoints for 3 periods; what it is otherwise is not published."""

State = Literal["OK", "ALARM", "INSUFFICIENT_DATA", "unchanged"]
Datapoint = bool | None
"""Breaching, not breaching, or missing."""


class Count(NamedTuple):
    """How many requests a metric saw, and how many of them were bad."""

    bad: float
    requests: float


Seen = Callable[[float, float], Count]
"""Gives what a metric saw between two seconds."""


def evaluate(
    datapoints: Sequence[Datapoint],
    evaluation_periods: int,
    datapoints_to_alarm: int,
    missing_data: MissingData,
) -> State:
    """Give an alarm's state for the datapoints of its evaluation range.

    Parameters
    ----------
    datapoints
        The latest last.
    evaluation_periods, datapoints_to_alarm
        How many of how many have to be breaching.
    missing_data
        What a missing one counts as.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
    """
    real = [point for point in datapoints if point is not None]
    breaching = sum(real[-evaluation_periods:])
    filled = max(0, evaluation_periods - len(real))
    if breaching >= datapoints_to_alarm or (
        missing_data == "breaching" and breaching + filled >= datapoints_to_alarm
    ):
        return "ALARM"
    if not filled or missing_data in {"breaching", "notBreaching"}:
        return "OK"
    if not real:
        return "unchanged" if missing_data == "ignore" else "INSUFFICIENT_DATA"
    if all(real) and len(datapoints) - list(datapoints).index(True) >= datapoints_to_alarm:
        return "unchanged" if missing_data == "ignore" else "ALARM"
    return "OK"


def fires_at_seconds(alarm: Alarm, seen: Seen, until_seconds: float) -> float | None:
    """Give the second at which an alarm's state becomes ALARM, if it does.

    Parameters
    ----------
    alarm
        Which is evaluated at the end of each minute from the release's start.
    seen
        What its metric sees, before the release's start too.
    until_seconds
        When to stop looking.
    """
    moment = EVALUATION_EVERY_SECONDS
    while moment + alarm.delay_seconds <= until_seconds:
        if state_at(alarm, seen, moment) == "ALARM":
            return moment + alarm.delay_seconds
        moment += EVALUATION_EVERY_SECONDS
    return None


def state_at(alarm: Alarm, seen: Seen, moment_seconds: float) -> State:
    """Give an alarm's state by what its metric has seen up to a moment.

    Parameters
    ----------
    alarm
        The alarm.
    seen
        What its metric sees.
    moment_seconds
        When the alarm is evaluated.
    """
    datapoints = [
        _datapoint(alarm, seen, moment_seconds - age * alarm.period_seconds)
        for age in reversed(range(alarm.evaluation_periods + _RANGE_BEYOND_PERIODS))
    ]
    return evaluate(datapoints, alarm.evaluation_periods, alarm.datapoints_to_alarm, alarm.missing_data)


def _datapoint(alarm: Alarm, seen: Seen, end_seconds: float) -> Datapoint:
    count = seen(end_seconds - alarm.period_seconds, end_seconds)
    if not count.requests:
        return None
    return count.requests >= alarm.fewest_requests and count.bad / count.requests > alarm.tolerated_share

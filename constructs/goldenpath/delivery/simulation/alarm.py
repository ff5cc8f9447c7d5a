"""The alarms that watch a release."""

from typing import Annotated, Literal, TypedDict, Unpack

from pydantic import Field, ValidationInfo, field_validator

from goldenpath.service import Specification

MissingData = Literal["missing", "ignore", "breaching", "notBreaching"]
Watched = Literal["service", "new-version"]
_LOAD_BALANCER_PERIOD_SECONDS = 60


class AlarmSettings(TypedDict, total=False):
    """What may be said about any alarm; see :class:`Alarm`."""

    percentile: float
    watches: Watched
    period_seconds: int
    evaluation_periods: int
    datapoints_to_alarm: int
    missing_data: MissingData
    fewest_requests: int
    delay_seconds: float


class Alarm(Specification):
    """A CloudWatch alarm on the load balancer's metrics. Make one with :meth:`errors` or :meth:`latency`.

    Parameters
    ----------
    metric
        ``errors`` (failed requests in percent) or ``latency`` (a percentile in milliseconds).
    threshold
        The alarm's threshold in that unit; a datapoint above it is breaching.
    percentile
        Which percentile of the latency is meant, 50 to below 100; 99 by default.
    watches
        ``service``, both versions together, or ``new-version``, the target group of the new one alone.
    period_seconds
        Seconds that one datapoint spans, whole minutes; 60 by default, in which load balancers report [1]_.
    evaluation_periods, datapoints_to_alarm
        How many of the last datapoints have to be breaching; 2 of 3 by default.
    missing_data
        What a datapoint without requests counts as.
    fewest_requests
        Requests in a period below which its datapoint is not breaching, whatever they were; 0 by default.
    delay_seconds
        From the end of a period until the alarm's state has changed. AWS publishes no figure. The default
        is 60: an alarm is evaluated every minute [2]_, so a datapoint that has just missed an evaluation
        waits for the next.

    Raises
    ------
    SpecificationError
        If a value is not allowed.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    .. [2] https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html

    Examples
    --------
    >>> from goldenpath.delivery import Alarm
    >>> Alarm.errors(above_percent=1).reach_seconds
    240.0
    """

    metric: Literal["errors", "latency"]
    threshold: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    percentile: Annotated[float, Field(ge=50, lt=100, allow_inf_nan=False)] = 99
    watches: Watched = "service"
    period_seconds: Annotated[
        int, Field(ge=_LOAD_BALANCER_PERIOD_SECONDS, le=3600, multiple_of=_LOAD_BALANCER_PERIOD_SECONDS)
    ] = 60
    evaluation_periods: Annotated[int, Field(ge=1, le=60)] = 3
    datapoints_to_alarm: Annotated[int, Field(ge=1)] = 2
    missing_data: MissingData = "notBreaching"
    fewest_requests: Annotated[int, Field(ge=0)] = 0
    delay_seconds: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)] = 60

    @classmethod
    def errors(cls, *, above_percent: float, **settings: Unpack[AlarmSettings]) -> "Alarm":
        """Watch the share of requests that end in an error."""
        return cls(metric="errors", threshold=above_percent, **settings)

    @classmethod
    def latency(cls, *, above_ms: float, **settings: Unpack[AlarmSettings]) -> "Alarm":
        """Watch how long a percentile of the requests takes."""
        return cls(metric="latency", threshold=above_ms, **settings)

    @field_validator("datapoints_to_alarm")
    @classmethod
    def _within_the_periods(cls, datapoints: int, info: ValidationInfo) -> int:
        periods = info.data.get("evaluation_periods")
        if periods is not None and datapoints > periods:
            raise ValueError(f"should be at most the evaluation periods ({periods})")
        return datapoints

    @property
    def tolerated_share(self) -> float:
        """The share of bad requests in a period above which its datapoint is breaching."""
        return (self.threshold if self.metric == "errors" else 100 - self.percentile) / 100

    @property
    def reach_seconds(self) -> float:
        """How long after a fault's start the alarm may still be about to fire."""
        return self.period_seconds * self.evaluation_periods + self.delay_seconds

"""What keeps an alarm from telling anybody."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch


class SilenceSettings(TypedDict, total=False):
    """What CloudWatch is told of it."""

    actions_suppressor: cloudwatch.IAlarm
    actions_suppressor_wait_period: Duration
    actions_suppressor_extension_period: Duration


@dataclass(frozen=True, kw_only=True)
class Silence:
    """An alarm that tells the same, or that says that nobody need be told: while it fires, another is silent.

    Parameters
    ----------
    by
        That alarm.
    lasts_on
        How much longer the other one is silent, once that alarm is over.
    waits
        How long the other one waits for that alarm to fire, before it says something: two minutes by default,
        since alarms are evaluated each minute, so that two of them see the same minute within two.

    Examples
    --------
    >>> from datetime import timedelta
    >>> from aws_cdk import aws_cloudwatch as cloudwatch
    >>> from goldenpath import Silence
    >>> def while_paged(page: cloudwatch.IAlarm) -> Silence:
    ...     return Silence(by=page, lasts_on=timedelta(minutes=30))

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Composite_Alarm_Suppression.html
    """

    by: cloudwatch.IAlarm
    lasts_on: timedelta = timedelta(0)
    waits: timedelta = timedelta(minutes=2)

    @property
    def settings(self) -> SilenceSettings:
        """Say it as :class:`aws_cdk.aws_cloudwatch.CompositeAlarm` takes it."""
        return {
            "actions_suppressor": self.by,
            "actions_suppressor_wait_period": Duration.seconds(self.waits.total_seconds()),
            "actions_suppressor_extension_period": Duration.seconds(self.lasts_on.total_seconds()),
        }

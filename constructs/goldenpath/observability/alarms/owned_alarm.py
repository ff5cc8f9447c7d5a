"""An alarm on a metric."""

from typing import NotRequired, TypedDict, Unpack

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.alarms.acting import Acting, let_act
from goldenpath.observability.alarms.alarm_notice import AlarmNotice


class AlarmSettings(TypedDict):
    """What CloudWatch is told of an alarm; a metric above its threshold, and no missing data, is bad."""

    metric: cloudwatch.IMetric
    threshold: float
    evaluation_periods: int
    datapoints_to_alarm: NotRequired[int]
    comparison_operator: NotRequired[cloudwatch.ComparisonOperator]
    treat_missing_data: NotRequired[cloudwatch.TreatMissingData]
    alarm_name: NotRequired[str]


class OwnedAlarm(cloudwatch.Alarm):
    """An alarm on a metric that says whose it is, how urgent, and what to do.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    notice
        What it says.
    acting
        What is told when it fires and when it is over; or, in words, what else looks at it. None where an
        action is added later.
    settings
        When it fires, as :class:`aws_cdk.aws_cloudwatch.Alarm` takes it. It fires above the threshold, and
        missing data is good, unless they say otherwise.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from aws_cdk import aws_cloudwatch as cloudwatch
    >>> from aws_cdk import aws_cloudwatch_actions as actions
    >>> from aws_cdk import aws_sns as sns
    >>> from goldenpath import AlarmNotice, OwnedAlarm
    >>> from goldenpath.observability import Severity
    >>> stack = cdk.Stack(cdk.App(), "Checkout")
    >>> alarm = OwnedAlarm(
    ...     stack, "Waiting", metric=cloudwatch.Metric(namespace="Shop", metric_name="OrdersWaiting"),
    ...     threshold=100, evaluation_periods=3,
    ...     notice=AlarmNotice(
    ...         meaning="Orders wait", severity=Severity.TICKET, service="checkout", owner="team-orders",
    ...         runbook="https://runbooks.example.com/checkout",
    ...     ),
    ...     acting=actions.SnsAction(sns.Topic(stack, "OnCall")),
    ... )
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        notice: AlarmNotice,
        acting: Acting,
        **settings: Unpack[AlarmSettings],
    ) -> None:
        settings.setdefault("comparison_operator", cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD)
        settings.setdefault("treat_missing_data", cloudwatch.TreatMissingData.NOT_BREACHING)
        super().__init__(scope, construct_id, alarm_description=notice.description, **settings)
        notice.tag(self)
        let_act(self, acting)

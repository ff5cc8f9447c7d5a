"""An alarm on other alarms."""

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.alarms.acting import Acting, let_act
from goldenpath.observability.alarms.alarm_notice import AlarmNotice
from goldenpath.observability.alarms.silence import Silence, SilenceSettings


class OwnedCompositeAlarm(cloudwatch.CompositeAlarm):
    """An alarm on other alarms that says whose it is, how urgent, and what to do.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    rule
        When it fires.
    notice
        What it says.
    acting
        What is told when it fires and when it is over; or, in words, what else looks at it. None where an
        action is added later.
    silence
        What keeps it from telling anybody. Nothing, by default.
    name
        What it is called; CloudFormation chooses, by default.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from aws_cdk import aws_cloudwatch as cloudwatch
    >>> from aws_cdk import aws_cloudwatch_actions as actions
    >>> from aws_cdk import aws_sns as sns
    >>> from goldenpath import AlarmNotice, OwnedCompositeAlarm
    >>> from goldenpath.observability import Severity
    >>> stack = cdk.Stack(cdk.App(), "Checkout")
    >>> waiting = cloudwatch.Alarm.from_alarm_arn(
    ...     stack, "Waiting", "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:waiting"
    ... )
    >>> alarm = OwnedCompositeAlarm(
    ...     stack, "Stuck", rule=cloudwatch.AlarmRule.from_alarm(waiting, cloudwatch.AlarmState.ALARM),
    ...     notice=AlarmNotice(
    ...         meaning="Orders wait", severity=Severity.PAGE, service="checkout", owner="team-orders",
    ...         runbook="https://runbooks.example.com/checkout",
    ...     ),
    ...     acting=actions.SnsAction(sns.Topic(stack, "OnCall")),
    ... )

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_How_To.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        rule: cloudwatch.IAlarmRule,
        notice: AlarmNotice,
        acting: Acting,
        silence: Silence | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            composite_alarm_name=name,
            alarm_rule=rule,
            alarm_description=notice.description,
            **(silence.settings if silence else SilenceSettings()),
        )
        notice.tag(self)
        let_act(self, acting)

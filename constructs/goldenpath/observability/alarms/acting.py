"""What acts on an alarm."""

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.acknowledgement import acknowledge

ACTED_ON_BY = "goldenpath:acted-on-by"
"""Metadata of an alarm without actions: what acts on it instead."""

Acting = cloudwatch.IAlarmAction | str | None
"""An action; or what else acts on an alarm, in words, such as the release or composite alarm that watches it.

None where whoever knows the people on call adds the action later, on which :class:`AlarmsAreComplete`
insists.
"""

_LATER = "whoever knows the people on call adds the action, and AlarmsAreComplete insists on it"


def let_act(alarm: cloudwatch.AlarmBase, acting: Acting) -> None:
    """Tell an action when an alarm fires and when it is over, or write down what else looks at it."""
    if isinstance(acting, str):
        alarm.node.add_metadata(ACTED_ON_BY, acting)
    if acting is None or isinstance(acting, str):
        reason = f"It has no action of its own: {acting or _LATER}."
        acknowledge(alarm, {"NIST.800.53.R5-CloudWatchAlarmAction": reason})
        return
    alarm.add_alarm_action(acting)
    alarm.add_ok_action(acting)

"""What watches the way from alarms to people."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from goldenpath.observability.alarms import AlarmNotice, OwnedAlarm
from goldenpath.observability.on_call.inbox import Inbox
from goldenpath.observability.severity import Severity

_SERVICE = "on-call"
_LATE = Duration.minutes(5)
_LOOKED_AT_EVERY = Duration.minutes(1)


class OwnAlarms(Construct):
    """Alarms on what is lost or late on the way to people, which reach them without going that way.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    inbox
        Where that is seen.
    topics
        Lead to people.
    owner
        The team that answers for it.
    runbook
        ``https`` address of what to do.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        inbox: Inbox,
        topics: Sequence[sns.ITopic],
        owner: str,
        runbook: str,
    ) -> None:
        super().__init__(scope, construct_id)
        watched = {
            "Failed": (_waiting(inbox.failed), 0, "People could not be told of an alarm"),
            "Undelivered": (_waiting(inbox.undelivered), 0, "A message about an alarm did not arrive"),
            "Late": (_oldest(inbox.queue), _LATE.to_seconds(), "Alarms wait, and nobody is told"),
        }
        first, *others = (actions.SnsAction(topic) for topic in topics)
        for name, (metric, threshold, meaning) in watched.items():
            notice = AlarmNotice(
                meaning=meaning, severity=Severity.PAGE, service=_SERVICE, owner=owner, runbook=runbook
            )
            alarm = OwnedAlarm(
                self,
                name,
                notice=notice,
                acting=first,
                metric=metric,
                threshold=threshold,
                evaluation_periods=1,
            )
            if others:
                alarm.add_alarm_action(*others)
                alarm.add_ok_action(*others)


def _waiting(queue: sqs.IQueue) -> cloudwatch.Metric:
    return queue.metric_approximate_number_of_messages_visible(statistic="Maximum", period=_LOOKED_AT_EVERY)


def _oldest(queue: sqs.IQueue) -> cloudwatch.Metric:
    return queue.metric_approximate_age_of_oldest_message(statistic="Maximum", period=_LOOKED_AT_EVERY)

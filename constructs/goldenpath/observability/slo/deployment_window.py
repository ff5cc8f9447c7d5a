"""The minutes after a deployment began, in which automation is given its time."""

from datetime import timedelta

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.alarms import AlarmNotice, OwnedAlarm, alarm_name
from goldenpath.observability.severity import Severity
from goldenpath.service import ServiceSpec

_MINUTE = Duration.minutes(1)
DEPLOYMENT_WINDOW = timedelta(minutes=15)
"""How long a page waits for a deployment to be taken back.

A release's alarms need two bad minutes of three and CloudWatch one or two more to see them, ECS and
CodeDeploy move the traffic back within one, and five minutes later the page's short window has forgotten it.
The rest is for copies to start and be tested before they get traffic. An outage that comes by chance after a
deployment began is told of so much later at most, while the release's alarms make a ticket at once.
"""


class DeploymentWindow(OwnedAlarm):
    """An alarm that fires for a quarter of an hour after a deployment began, and silences a page for so long.

    A bad version that its own release takes back should wake nobody. It looks at when a second version
    appeared, not at whether there are two, lest a deployment that hangs keeps an outage quiet. Where nobody
    reports versions, it never fires, and nothing is silenced.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    spec
        The service.
    versions
        How many versions of it stand side by side, each minute.

    Examples
    --------
    >>> from goldenpath.observability.slo.deployment_window import DEPLOYMENT_WINDOW
    >>> str(DEPLOYMENT_WINDOW)
    '0:15:00'

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Composite_Alarm_Suppression.html
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, spec: ServiceSpec, versions: cloudwatch.IMetric
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            notice=AlarmNotice.of(
                spec,
                meaning=f"A new version of {spec.name} comes in, which its release takes back if it is bad",
                severity=Severity.NOTICE,
            ),
            alarm_name=alarm_name(scope, service=spec.name, what="deployment-window"),
            acting="the page for the budget's burn rate, which it silences",
            metric=cloudwatch.MathExpression(
                expression="DIFF(versions)",
                using_metrics={"versions": versions},
                label="versions more than a minute ago",
                period=_MINUTE,
            ),
            threshold=0,
            evaluation_periods=DEPLOYMENT_WINDOW // timedelta(minutes=1),
            datapoints_to_alarm=1,
        )

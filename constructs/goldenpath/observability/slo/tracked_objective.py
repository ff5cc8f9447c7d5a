"""An objective that Application Signals keeps account of."""

from collections.abc import Sequence

from aws_cdk import Duration, Stack, Tags
from aws_cdk import aws_applicationsignals as applicationsignals
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.slo.burn_rate_window import BURN_RATE_WINDOWS, SLO_PERIOD
from goldenpath.observability.slo.metric_queries import metric_queries
from goldenpath.observability.slo.objective import Objective
from goldenpath.service import ServiceSpec

_Slo = applicationsignals.CfnServiceLevelObjective
_MINUTE = Duration.minutes(1)


class TrackedObjective(Construct):
    """A service level objective of CloudWatch: its budget over the whole period, and how fast it burns.

    It counts the same requests as the alarms do. Application Signals has to be on in the account, as
    :class:`AccountTracing` sees to.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    spec
        The service.
    objective
        What it promises.

    Attributes
    ----------
    attainment
        Share of good requests in the period, in percent, which may be missing where there are no requests.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-ServiceLevelObjectives.html
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, spec: ServiceSpec, objective: Objective
    ) -> None:
        super().__init__(scope, construct_id)
        name = f"{Stack.of(self).stack_name}-{spec.name}-{objective.name}"
        _Slo(
            self,
            "Resource",
            name=name,
            description=f"{spec.name}: {objective.promise}. Owner: {spec.owner}. Runbook: {spec.runbook}",
            goal=_goal(objective),
            request_based_sli=_indicator(objective),
            burn_rate_configurations=[
                _Slo.BurnRateConfigurationProperty(look_back_window_minutes=minutes)
                for minutes in _look_back_minutes()
            ],
        )
        Tags.of(self).add("service", spec.name)
        Tags.of(self).add("owner", spec.owner)
        self.attainment = cloudwatch.Metric(
            namespace="AWS/ApplicationSignals",
            metric_name="AttainmentRate",
            dimensions_map={"SloName": name},
            statistic=cloudwatch.Stats.AVERAGE,
            period=_MINUTE,
        )


def _look_back_minutes() -> Sequence[int]:
    windows = {window for each in BURN_RATE_WINDOWS for window in (each.short, each.long)}
    return sorted(int(window.total_seconds()) // 60 for window in windows)


def _goal(objective: Objective) -> _Slo.GoalProperty:
    return _Slo.GoalProperty(
        attainment_goal=objective.goal_percent,
        interval=_Slo.IntervalProperty(
            rolling_interval=_Slo.RollingIntervalProperty(duration=SLO_PERIOD.days, duration_unit="DAY")
        ),
    )


def _indicator(objective: Objective) -> _Slo.RequestBasedSliProperty:
    # Load balancers report no errors, rather than none, for a minute that has none.
    bad = cloudwatch.MathExpression(
        expression="FILL(bad, 0)", using_metrics={"bad": objective.bad}, period=_MINUTE
    )
    return _Slo.RequestBasedSliProperty(
        request_based_sli_metric=_Slo.RequestBasedSliMetricProperty(
            total_request_count_metric=metric_queries("requests", objective.requests),
            monitored_request_count_metric=_Slo.MonitoredRequestCountMetricProperty(
                bad_count_metric=metric_queries("filled", bad)
            ),
        )
    )

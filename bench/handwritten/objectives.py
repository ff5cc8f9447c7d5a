"""What watches over the promise of a service."""

from collections.abc import Mapping, Sequence

import aws_cdk as cdk
from aws_cdk import aws_applicationsignals as applicationsignals
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_sns as sns
from constructs import Construct

_Slo = applicationsignals.CfnServiceLevelObjective
_PROMISES = {"Availability": 99.9, "Latency": 99.0}
_BAD = {"Availability": ("HTTPCode_Target_5XX_Count", "Sum"), "Latency": ("TargetResponseTime", "TC(0.5:)")}
_HOUR = cdk.Duration.hours(1)
_WINDOWS_MINUTES = {"1h": (60, 5, 14.4), "6h": (360, 30, 6.0), "3d": (4320, 360, 1.0)}


class Objectives(Construct):
    """Burn-rate alarms, the error budget's gate, and what Application Signals keeps account of."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        targets: Sequence[elbv2.ApplicationTargetGroup],
        topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        self._targets = targets
        self._action = actions.SnsAction(topic)
        sooner: cloudwatch.IAlarm | None = None
        for name, (long, short, rate) in _WINDOWS_MINUTES.items():
            sooner = self._burn(name, long, short, rate, sooner)
        for promise, goal in _PROMISES.items():
            self._objective(promise, goal)
        self._act_on(
            self._alarm("Gate", "MIN([a, l])", {"a": _kept("Availability"), "l": _kept("Latency")}, 0, _HOUR)
        )

    def _burn(
        self, name: str, long: int, short: int, rate: float, sooner: cloudwatch.IAlarm | None
    ) -> cloudwatch.CompositeAlarm:
        long_alarms = [
            self._alarm(
                f"{promise}{name}",
                "bad / requests",
                self._metrics(promise, long),
                rate * (100 - goal),
                cdk.Duration.minutes(long),
            )
            for promise, goal in _PROMISES.items()
        ]
        now = self._alarm(
            f"Now{name}",
            "bad / requests",
            self._metrics("Availability", short),
            rate,
            cdk.Duration.minutes(short),
        )
        red = cloudwatch.AlarmState.ALARM
        composite = cloudwatch.CompositeAlarm(
            self,
            f"Burn{name}",
            alarm_rule=cloudwatch.AlarmRule.all_of(
                cloudwatch.AlarmRule.any_of(
                    *(cloudwatch.AlarmRule.from_alarm(each, red) for each in long_alarms)
                ),
                cloudwatch.AlarmRule.from_alarm(now, red),
            ),
            actions_suppressor=sooner,
        )
        self._act_on(composite)
        return composite

    def _metrics(self, promise: str, minutes: int) -> dict[str, cloudwatch.IMetric]:
        period = cdk.Duration.minutes(minutes)
        requests, bad = [], []
        for group in self._targets:
            requests.append(group.metrics.request_count(period=period))
            bad.append(
                group.metrics.target_response_time(statistic="TC(0.5:)", period=period)
                if promise == "Latency"
                else group.metrics.http_code_target(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, period=period)
            )
        return {"bad": _sum("b", bad, period), "requests": _sum("r", requests, period)}

    def _alarm(
        self,
        name: str,
        expression: str,
        metrics: Mapping[str, cloudwatch.IMetric],
        threshold: float,
        period: cdk.Duration,
    ) -> cloudwatch.Alarm:
        return cloudwatch.Alarm(
            self,
            name,
            metric=cloudwatch.MathExpression(expression=expression, using_metrics=metrics, period=period),
            threshold=threshold,
            evaluation_periods=1,
        )

    def _act_on(self, alarm: cloudwatch.AlarmBase) -> None:
        alarm.add_alarm_action(self._action)
        alarm.add_ok_action(self._action)

    def _objective(self, promise: str, goal: float) -> None:
        _Slo(
            self,
            f"Tracked{promise}",
            name=f"{cdk.Names.unique_id(self)}-{promise}",
            goal=_Slo.GoalProperty(
                attainment_goal=goal,
                interval=_Slo.IntervalProperty(
                    rolling_interval=_Slo.RollingIntervalProperty(duration=30, duration_unit="DAY")
                ),
            ),
            request_based_sli=_Slo.RequestBasedSliProperty(
                request_based_sli_metric=_Slo.RequestBasedSliMetricProperty(
                    total_request_count_metric=[self._query("RequestCount", "Sum")],
                    monitored_request_count_metric=_Slo.MonitoredRequestCountMetricProperty(
                        bad_count_metric=[self._query(*_BAD[promise])]
                    ),
                )
            ),
        )

    def _query(self, name: str, statistic: str) -> _Slo.MetricDataQueryProperty:
        group = self._targets[0]
        dimensions = {
            "LoadBalancer": group.first_load_balancer_full_name,
            "TargetGroup": group.target_group_full_name,
        }
        return _Slo.MetricDataQueryProperty(
            id=statistic[:1].lower(),
            metric_stat=_Slo.MetricStatProperty(
                metric=_Slo.MetricProperty(
                    namespace="AWS/ApplicationELB",
                    metric_name=name,
                    dimensions=[
                        _Slo.DimensionProperty(name=key, value=dimensions[key]) for key in dimensions
                    ],
                ),
                period=60,
                stat=statistic,
            ),
        )


def _sum(letter: str, metrics: Sequence[cloudwatch.IMetric], period: cdk.Duration) -> cloudwatch.IMetric:
    using = {f"{letter}{number}": metric for number, metric in enumerate(metrics)}
    return cloudwatch.MathExpression(
        expression=f"SUM([{', '.join(using)}])", using_metrics=using, period=period
    )


def _kept(promise: str) -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace="AWS/ApplicationSignals",
        metric_name="AttainmentRate",
        dimensions_map={"SloName": promise},
        period=_HOUR,
    )

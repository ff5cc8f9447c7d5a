"""What Application Signals keeps account of."""

import aws_cdk as cdk
from aws_cdk import aws_applicationsignals as applicationsignals
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from bench.handwritten.metrics import Requests
from bench.handwritten.promises import PROMISES, SLOW_SECONDS

_Slo = applicationsignals.CfnServiceLevelObjective
_BAD = {
    "availability": ("HTTPCode_Target_5XX_Count", "Sum"),
    "latency": ("TargetResponseTime", f"TC({SLOW_SECONDS}:)"),
}
_LOOK_BACK_MINUTES = (5, 30, 60, 360, 4320)


def track(scope: Construct, promise: str, requests: Requests) -> str:
    """Make an objective; give its name."""
    name = f"{cdk.Names.unique_id(scope)}-{promise}"
    _Slo(
        scope,
        f"Tracked{promise.title()}",
        name=name,
        goal=_Slo.GoalProperty(
            attainment_goal=PROMISES[promise],
            interval=_Slo.IntervalProperty(
                rolling_interval=_Slo.RollingIntervalProperty(duration=30, duration_unit="DAY")
            ),
        ),
        request_based_sli=_Slo.RequestBasedSliProperty(
            request_based_sli_metric=_Slo.RequestBasedSliMetricProperty(
                total_request_count_metric=_queries(requests, "requests", "RequestCount", "Sum"),
                monitored_request_count_metric=_Slo.MonitoredRequestCountMetricProperty(
                    bad_count_metric=_queries(requests, "bad", *_BAD[promise])
                ),
            )
        ),
        burn_rate_configurations=[
            _Slo.BurnRateConfigurationProperty(look_back_window_minutes=minutes)
            for minutes in _LOOK_BACK_MINUTES
        ],
    )
    return name


def attainment(objective: str) -> cloudwatch.Metric:
    """Give the share of good requests."""
    return cloudwatch.Metric(
        namespace="AWS/ApplicationSignals",
        metric_name="AttainmentRate",
        dimensions_map={"SloName": objective},
        period=cdk.Duration.hours(1),
    )


def _queries(requests: Requests, word: str, name: str, statistic: str) -> list[_Slo.MetricDataQueryProperty]:
    ids = [f"{word}{number}" for number in range(len(requests.groups))]
    metrics = [
        _Slo.MetricDataQueryProperty(
            id=each,
            metric_stat=_stat(requests.load_balancer, group, name, statistic),
            return_data=False,
        )
        for each, group in zip(ids, requests.groups, strict=True)
    ]
    together = f"FILL(SUM([{', '.join(ids)}]), 0)"
    return [_Slo.MetricDataQueryProperty(id=word, expression=together, return_data=True), *metrics]


def _stat(load_balancer: str, group: str, name: str, statistic: str) -> _Slo.MetricStatProperty:
    dimensions = {"LoadBalancer": load_balancer, "TargetGroup": group}
    return _Slo.MetricStatProperty(
        metric=_Slo.MetricProperty(
            namespace="AWS/ApplicationELB",
            metric_name=name,
            dimensions=[_Slo.DimensionProperty(name=key, value=dimensions[key]) for key in dimensions],
        ),
        period=60,
        stat=statistic,
    )

"""How a service on ECS does."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2

_PERIOD = Duration.minutes(1)


class EcsSignals:
    """The golden signals of an ECS service: what its load balancer sees, and its processor load.

    Parameters
    ----------
    service
        The ECS service.
    target_group
        The target group that leads to it; a listener has to lead there.

    References
    ----------
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    """

    def __init__(self, service: ecs.FargateService, target_group: elbv2.ApplicationTargetGroup) -> None:
        self._service = service
        self._metrics = target_group.metrics

    @property
    def requests(self) -> cloudwatch.Metric:
        """Requests that a task answered."""
        return self._metrics.request_count(period=_PERIOD)

    @property
    def errors(self) -> cloudwatch.Metric:
        """Answers with a status of 500 to 599."""
        return self._metrics.http_code_target(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, period=_PERIOD)

    @property
    def saturation(self) -> cloudwatch.Metric:
        """Average processor load in percent."""
        return self._service.metric_cpu_utilization(period=_PERIOD)

    def latency(self, percentile: float) -> cloudwatch.Metric:
        """Seconds from the load balancer's request to the task's answer, at a percentile.

        Parameters
        ----------
        percentile
            Above 0 to below 100, such as 99.
        """
        return self._metrics.target_response_time(
            period=_PERIOD, statistic=cloudwatch.Stats.percentile(percentile)
        )

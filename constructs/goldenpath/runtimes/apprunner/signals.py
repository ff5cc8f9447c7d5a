"""How a service on App Runner does."""

from aws_cdk import Duration, Fn
from aws_cdk import aws_apprunner as apprunner
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability import count_above

_PERIOD = Duration.minutes(1)


class AppRunnerSignals:
    """The golden signals of a service on App Runner, as App Runner reports them.

    Parameters
    ----------
    service
        The service.

    References
    ----------
    https://docs.aws.amazon.com/apprunner/latest/dg/monitor-cw.html
    """

    def __init__(self, service: apprunner.CfnService) -> None:
        self._dimensions = {"ServiceName": _name(service), "ServiceID": service.attr_service_id}

    @property
    def requests(self) -> cloudwatch.IMetric:
        """Requests that were answered."""
        return self._metric("Requests", cloudwatch.Stats.SUM)

    @property
    def errors(self) -> cloudwatch.IMetric:
        """Answers with a status of 500 to 599."""
        return self._metric("5xxStatusResponses", cloudwatch.Stats.SUM)

    @property
    def saturation(self) -> cloudwatch.IMetric:
        """Average processor load in percent."""
        return self._metric("CPUUtilization", cloudwatch.Stats.AVERAGE)

    @property
    def memory(self) -> cloudwatch.IMetric:
        """Average use of memory in percent."""
        return self._metric("MemoryUtilization", cloudwatch.Stats.AVERAGE)

    @property
    def copies(self) -> cloudwatch.IMetric:
        """Instances that answer requests; those that only wait are not counted."""
        return self._metric("ActiveInstances", cloudwatch.Stats.AVERAGE)

    @property
    def versions(self) -> None:
        """Nobody reports how many versions there are."""

    def latency(self, percentile: float) -> cloudwatch.IMetric:
        """Seconds until a request was answered, at a percentile.

        Parameters
        ----------
        percentile
            Above 0 to below 100, such as 99.
        """
        # The percentile is part of the id, so that several of these can stand in one widget.
        name = f"p{percentile:g}_ms".replace(".", "_")
        milliseconds = self._metric("RequestLatency", cloudwatch.Stats.percentile(percentile))
        return cloudwatch.MathExpression(
            expression=f"{name} / 1000", using_metrics={name: milliseconds}, period=_PERIOD
        )

    def slow_requests(self, above_ms: float) -> cloudwatch.IMetric:
        """Count requests that took longer than a time.

        Parameters
        ----------
        above_ms
            The time in milliseconds.
        """
        return self._metric("RequestLatency", count_above(above_ms))

    def _metric(self, name: str, statistic: str) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="AWS/AppRunner",
            metric_name=name,
            dimensions_map=self._dimensions,
            statistic=statistic,
            period=_PERIOD,
        )


def log_group_name(service: apprunner.CfnService) -> str:
    """Name the log group that App Runner makes for what a service writes.

    Parameters
    ----------
    service
        The service.

    References
    ----------
    https://docs.aws.amazon.com/apprunner/latest/dg/monitor-cwl.html
    """
    return f"/aws/apprunner/{_name(service)}/{service.attr_service_id}/application"


def _name(service: apprunner.CfnService) -> str:
    return Fn.select(1, Fn.split("/", service.attr_service_arn))  # arn:…:service/<name>/<id>

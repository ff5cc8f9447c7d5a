"""How the requests to target groups do."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability import count_above

_PERIOD = Duration.minutes(1)
_MILLISECONDS = 1000


class TargetGroupSignals:
    """What a load balancer sees of the copies behind target groups.

    Parameters
    ----------
    load_balancer
        What the requests come through, by its full name: ``app/<name>/<id>``.
    target_groups
        The target groups, taken together, by their full names: ``targetgroup/<name>/<id>``.

    References
    ----------
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    """

    def __init__(self, load_balancer: str, target_groups: Sequence[str]) -> None:
        self.load_balancer = load_balancer
        self._target_groups = target_groups

    @property
    def requests(self) -> cloudwatch.IMetric:
        """Requests that a task answered."""
        return self._together("SUM", "requests", "RequestCount", cloudwatch.Stats.SUM)

    @property
    def errors(self) -> cloudwatch.IMetric:
        """Answers with a status of 500 to 599."""
        return self._together("SUM", "errors", "HTTPCode_Target_5XX_Count", cloudwatch.Stats.SUM)

    @property
    def unhealthy_copies(self) -> cloudwatch.IMetric:
        """Copies that fail their health checks."""
        return self._together("SUM", "unhealthy", "UnHealthyHostCount", cloudwatch.Stats.MAXIMUM)

    def latency(self, percentile: float) -> cloudwatch.IMetric:
        """Seconds from the load balancer's request to the task's answer, at a percentile.

        With several target groups it is that of the slowest: percentiles cannot be added up.

        Parameters
        ----------
        percentile
            Above 0 to below 100, such as 99.
        """
        return self._together(
            "MAX",
            f"p{percentile:g}_".replace(".", "_"),
            "TargetResponseTime",
            cloudwatch.Stats.percentile(percentile),
        )

    def slow_requests(self, above_ms: float) -> cloudwatch.IMetric:
        """Count requests that took a task longer than a time.

        Parameters
        ----------
        above_ms
            The time in milliseconds.
        """
        return self._together(
            "SUM",
            f"above{above_ms:g}ms_".replace(".", "_"),
            "TargetResponseTime",
            count_above(above_ms / _MILLISECONDS),
        )

    def _together(self, function: str, word: str, name: str, statistic: str) -> cloudwatch.IMetric:
        # The word is part of each id, so that several of these can stand in one alarm or widget.
        metrics = {
            f"{word}{number}": self._metric(group, name, statistic)
            for number, group in enumerate(self._target_groups, start=1)
        }
        if len(metrics) == 1:
            return metrics[f"{word}1"]
        # An array function passes over a group without a datapoint.
        return cloudwatch.MathExpression(
            expression=f"{function}([{', '.join(metrics)}])", using_metrics=metrics, period=_PERIOD
        )

    def _metric(self, group: str, name: str, statistic: str) -> cloudwatch.IMetric:
        return cloudwatch.Metric(
            namespace="AWS/ApplicationELB",
            metric_name=name,
            dimensions_map={
                "LoadBalancer": self.load_balancer,
                "TargetGroup": group,
            },
            statistic=statistic,
            period=_PERIOD,
        )

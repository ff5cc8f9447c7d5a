"""What is reported of a service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch

MINUTE = cdk.Duration.minutes(1)


@dataclass(frozen=True)
class Reported:
    """Metrics of one namespace with the same dimensions."""

    namespace: str
    dimensions: Mapping[str, str]
    statistic: str = "Average"
    period: cdk.Duration = MINUTE

    def metric(
        self, name: str, label: str | None = None, color: str | None = None, **more: str
    ) -> cloudwatch.Metric:
        """Give one of them, perhaps with more dimensions."""
        return cloudwatch.Metric(
            namespace=self.namespace,
            metric_name=name,
            dimensions_map={**self.dimensions, **more},
            statistic=self.statistic,
            period=self.period,
            label=label,
            color=color,
        )


@dataclass(frozen=True)
class Requests:
    """What a load balancer reports of target groups together; a prefix begins the ids."""

    load_balancer: str
    groups: Sequence[str]
    period: cdk.Duration = MINUTE
    prefix: str = ""

    def over(self, period: cdk.Duration) -> "Requests":
        """Give the same over another period."""
        return replace(self, period=period)

    def under(self, prefix: str) -> "Requests":
        """Give the same with more before the ids."""
        return replace(self, prefix=f"{self.prefix}{prefix}_")

    def count(self, **shown: str) -> cloudwatch.IMetric:
        """Count them."""
        return self._together("SUM", "requests", "RequestCount", "Sum", shown)

    def failed(self) -> cloudwatch.IMetric:
        """Count those that failed."""
        return self._together("SUM", "failed", "HTTPCode_Target_5XX_Count", "Sum")

    def slow(self, above_seconds: float) -> cloudwatch.IMetric:
        """Count those that took longer."""
        return self._together("SUM", "slow", "TargetResponseTime", f"TC({above_seconds}:)")

    def unhealthy(self) -> cloudwatch.IMetric:
        """Count the unhealthy copies behind the target groups."""
        return self._together("MAX", "unhealthy", "UnHealthyHostCount", "Maximum")

    def latency(self, percentile: int) -> cloudwatch.IMetric:
        """Give the seconds to an answer."""
        return self._together("MAX", f"p{percentile}", "TargetResponseTime", f"p{percentile}")

    def latency_ms(self, percentile: int, **shown: str) -> cloudwatch.IMetric:
        """Give the milliseconds to an answer."""
        took = f"{self.prefix}took{percentile}"
        return self.math(f"1000 * {took}", {took: self.latency(percentile)}, **shown)

    def failed_percent(self, **shown: str) -> cloudwatch.IMetric:
        """Give the share of those that failed."""
        failed, requests = f"{self.prefix}failed", f"{self.prefix}requests"
        share = f"100 * FILL({failed}, 0) / {requests}"
        return self.math(share, {failed: self.failed(), requests: self.count()}, **shown)

    def math(
        self, expression: str, metrics: Mapping[str, cloudwatch.IMetric], **shown: str
    ) -> cloudwatch.MathExpression:
        """Calculate with metrics."""
        return cloudwatch.MathExpression(
            expression=expression, using_metrics=metrics, period=self.period, **shown
        )

    def _together(
        self, function: str, word: str, name: str, statistic: str, shown: Mapping[str, str] | None = None
    ) -> cloudwatch.IMetric:
        metrics = [self._of(group, statistic).metric(name) for group in self.groups]
        if len(metrics) == 1:
            return metrics[0]
        using = {f"{self.prefix}{word}_{number}": metric for number, metric in enumerate(metrics)}
        return self.math(f"{function}([{', '.join(using)}])", using, **(shown or {}))

    def _of(self, group: str, statistic: str) -> Reported:
        dimensions = {"LoadBalancer": self.load_balancer, "TargetGroup": group}
        return Reported("AWS/ApplicationELB", dimensions, statistic, self.period)

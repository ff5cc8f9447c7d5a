"""How a service on ECS does."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.runtimes.ingress import TargetGroupSignals

_PERIOD = Duration.minutes(1)
_INSIGHTS = "ECS/ContainerInsights"


class EcsSignals(TargetGroupSignals):
    """The golden signals of a service on ECS: what its load balancer sees, and what ECS reports of its tasks.

    Parameters
    ----------
    load_balancer
        What its requests come through, by its full name: ``app/<name>/<id>``.
    target_groups
        The target groups that lead to it, taken together, by their full names: ``targetgroup/<name>/<id>``.
    cluster_name, service_name
        The service.
    versions_metric
        What Container Insights counts its versions as: deployments, or task sets.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
    """

    def __init__(
        self,
        load_balancer: str,
        target_groups: Sequence[str],
        *,
        cluster_name: str,
        service_name: str,
        versions_metric: str = "DeploymentCount",
    ) -> None:
        super().__init__(load_balancer, target_groups)
        self._dimensions = {"ClusterName": cluster_name, "ServiceName": service_name}
        self._versions_metric = versions_metric

    @property
    def saturation(self) -> cloudwatch.IMetric:
        """Average processor load in percent."""
        return self._reported("AWS/ECS", "CPUUtilization", cloudwatch.Stats.AVERAGE)

    @property
    def memory(self) -> cloudwatch.IMetric:
        """Average use of memory in percent."""
        return self._reported("AWS/ECS", "MemoryUtilization", cloudwatch.Stats.AVERAGE)

    @property
    def copies(self) -> cloudwatch.IMetric:
        """Tasks that run."""
        return self._reported(_INSIGHTS, "RunningTaskCount", cloudwatch.Stats.AVERAGE)

    @property
    def versions(self) -> cloudwatch.IMetric:
        """Versions that stand side by side."""
        return self._reported(_INSIGHTS, self._versions_metric, cloudwatch.Stats.MAXIMUM)

    def _reported(self, namespace: str, name: str, statistic: str) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace=namespace,
            metric_name=name,
            dimensions_map=self._dimensions,
            statistic=statistic,
            period=_PERIOD,
        )

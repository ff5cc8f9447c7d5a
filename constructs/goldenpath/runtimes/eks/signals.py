"""How a service on EKS does."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.runtimes.ingress import TargetGroupSignals


class EksSignals(TargetGroupSignals):
    """The golden signals of a service on EKS: what its load balancer sees, and its processor load.

    Parameters
    ----------
    load_balancer
        What its requests come through.
    target_groups
        The target groups that lead to it, taken together.
    cluster_name
        The cluster.
    service
        Its name, which is that of its namespace, too.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html
    """

    def __init__(
        self, load_balancer: str, target_groups: Sequence[str], *, cluster_name: str, service: str
    ) -> None:
        super().__init__(load_balancer, target_groups)
        self._dimensions = {"ClusterName": cluster_name, "Namespace": service, "Service": service}

    @property
    def saturation(self) -> cloudwatch.IMetric:
        """Average processor load in percent."""
        return self._insight("pod_cpu_utilization_over_pod_limit")

    @property
    def memory(self) -> cloudwatch.IMetric:
        """Average use of memory in percent."""
        return self._insight("pod_memory_utilization_over_pod_limit")

    @property
    def copies(self) -> cloudwatch.IMetric:
        """Pods that run."""
        return self._insight("service_number_of_running_pods")

    @property
    def versions(self) -> None:
        """Nobody reports how many versions there are."""

    def _insight(self, name: str) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="ContainerInsights",
            metric_name=name,
            dimensions_map=self._dimensions,
            statistic=cloudwatch.Stats.AVERAGE,
            period=Duration.minutes(1),
        )

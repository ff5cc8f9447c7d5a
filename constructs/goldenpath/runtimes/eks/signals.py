"""How a service on EKS does."""

from collections.abc import Mapping, Sequence

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
        place = {"ClusterName": cluster_name, "Namespace": service}
        # The agent counts a pod for one of its Kubernetes services only, whichever; its PodName is that of
        # the deployment or rollout.
        self._copies = {**place, "PodName": service}
        self._service = {**place, "Service": service}

    @property
    def saturation(self) -> cloudwatch.IMetric:
        """Average processor load in percent."""
        return self._insight("pod_cpu_utilization_over_pod_limit", self._copies)

    @property
    def memory(self) -> cloudwatch.IMetric:
        """Average use of memory in percent."""
        return self._insight("pod_memory_utilization_over_pod_limit", self._copies)

    @property
    def copies(self) -> cloudwatch.IMetric:
        """Pods that run."""
        return self._insight("service_number_of_running_pods", self._service)

    @property
    def versions(self) -> None:
        """Nobody reports how many versions there are."""

    def _insight(self, name: str, dimensions: Mapping[str, str]) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="ContainerInsights",
            metric_name=name,
            dimensions_map=dimensions,
            statistic=cloudwatch.Stats.AVERAGE,
            period=Duration.minutes(1),
        )

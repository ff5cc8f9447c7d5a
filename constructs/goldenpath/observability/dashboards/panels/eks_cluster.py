"""How full a cluster of EKS is."""

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards import palette
from goldenpath.observability.dashboards.panels.panel import Panel, Reported, graph


def eks_cluster_panel(cluster_name: str) -> Panel:
    """Show a cluster's nodes and pods, and how full the nodes are.

    Parameters
    ----------
    cluster_name
        The cluster, with Container Insights.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html
    """
    metric = Reported(
        namespace="ContainerInsights",
        dimensions={"ClusterName": cluster_name},
        statistic=cloudwatch.Stats.AVERAGE,
    ).metric
    return Panel(
        title="EKS cluster",
        graphs=[
            graph(
                "Nodes",
                metric("cluster_node_count", "nodes", palette.TRAFFIC),
                metric("cluster_failed_node_count", "failed", palette.BAD),
            ),
            graph("Pods that run", metric("namespace_number_of_running_pods", "pods", palette.TRAFFIC)),
            graph(
                "Nodes, used in %",
                metric("node_cpu_utilization", "processors", palette.SLOW),
                metric("node_memory_utilization", "memory", palette.CHANGE),
            ),
        ],
    )

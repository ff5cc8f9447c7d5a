"""How full a cluster of ECS is."""

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards import palette
from goldenpath.observability.dashboards.panels.panel import MINUTE, Panel, Reported, graph

_ALL_PERCENT = 100


def ecs_cluster_panel(cluster_name: str) -> Panel:
    """Show what runs in a cluster, and how much it uses of what it reserved.

    Parameters
    ----------
    cluster_name
        The cluster, with Container Insights.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
    """
    metric = Reported(
        namespace="ECS/ContainerInsights",
        dimensions={"ClusterName": cluster_name},
        statistic=cloudwatch.Stats.AVERAGE,
    ).metric

    def used(what: str, label: str, color: str) -> cloudwatch.MathExpression:
        short = label.lower()
        return cloudwatch.MathExpression(
            expression=f"{_ALL_PERCENT} * {short}_used / {short}_reserved",
            using_metrics={
                f"{short}_used": metric(f"{what}Utilized"),
                f"{short}_reserved": metric(f"{what}Reserved"),
            },
            label=label,
            color=color,
            period=MINUTE,
        )

    return Panel(
        title="ECS cluster",
        graphs=[
            graph("Tasks", metric("TaskCount", "tasks", palette.TRAFFIC)),
            graph(
                "Used of what is reserved, in %",
                used("Cpu", "processors", palette.SLOW),
                used("Memory", "memory", palette.CHANGE),
            ),
            graph(
                "Network in bytes a second",
                metric("NetworkRxBytes", "in", palette.GOOD),
                metric("NetworkTxBytes", "out", palette.TRAFFIC),
            ),
        ],
    )

"""What a load balancer sees that no service does."""

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards import palette
from goldenpath.observability.dashboards.panels.panel import Panel, Reported, graph


def load_balancer_panel(title: str, load_balancer: str) -> Panel:
    """Show a load balancer's traffic, and what it refuses or fails at itself.

    Parameters
    ----------
    title
        What it is called here.
    load_balancer
        Its full name: ``app/<name>/<id>``.

    References
    ----------
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    """
    metric = Reported(
        namespace="AWS/ApplicationELB",
        dimensions={"LoadBalancer": load_balancer},
        statistic=cloudwatch.Stats.SUM,
    ).metric
    return Panel(
        title=title,
        graphs=[
            graph(
                "Requests and connections a minute",
                metric("RequestCount", "requests", palette.TRAFFIC),
                right=[
                    metric("NewConnectionCount", "new connections", palette.GOOD),
                    metric("ActiveConnectionCount", "active connections", palette.CHANGE),
                ],
            ),
            graph(
                "Its own answers instead of a service's",
                metric("HTTPCode_ELB_5XX_Count", "failed (5xx)", palette.BAD),
                metric("HTTPCode_ELB_4XX_Count", "refused (4xx)", palette.SLOW),
            ),
            graph(
                "Connections that failed",
                metric("TargetConnectionErrorCount", "to a service", palette.BAD),
                metric("RejectedConnectionCount", "too many", palette.SLOW),
                metric("ClientTLSNegotiationErrorCount", "no TLS in common", palette.BOUND),
            ),
        ],
    )

"""How the way out of a network does."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards.panels.panel import Panel, Reported, graph


def nat_panel(gateway_ids: Sequence[str]) -> Panel:
    """Show what NAT gateways let out, and what they have to drop.

    Parameters
    ----------
    gateway_ids
        The gateways.

    References
    ----------
    https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
    """

    def metrics(name: str, what: str, statistic: str) -> list[cloudwatch.Metric]:
        reported = Reported(namespace="AWS/NATGateway", dimensions={}, statistic=statistic)
        return [
            reported.metric(name, f"gateway {number}{what}", NatGatewayId=gateway)
            for number, gateway in enumerate(gateway_ids, start=1)
        ]

    return Panel(
        title="NAT gateways",
        graphs=[
            graph("Bytes out", *metrics("BytesOutToDestination", "", cloudwatch.Stats.SUM)),
            graph("Open connections", *metrics("ActiveConnectionCount", "", cloudwatch.Stats.MAXIMUM)),
            graph(
                "Dropped",
                *metrics("ErrorPortAllocation", ": no port free", cloudwatch.Stats.SUM),
                *metrics("PacketsDropCount", ": packets", cloudwatch.Stats.SUM),
            ),
        ],
    )

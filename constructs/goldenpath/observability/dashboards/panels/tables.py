"""How DynamoDB tables do."""

from collections.abc import Mapping

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards.panels.panel import Panel, Reported, graph


def tables_panel(tables: Mapping[str, str]) -> Panel:
    """Show what is asked of tables, and what they refuse.

    Parameters
    ----------
    tables
        Names of tables, each by what it is called here.

    References
    ----------
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
    """
    reported = Reported(namespace="AWS/DynamoDB", dimensions={}, statistic=cloudwatch.Stats.SUM)

    def metrics(name: str, what: str = "") -> list[cloudwatch.Metric]:
        return [reported.metric(name, f"{title}{what}", TableName=table) for title, table in tables.items()]

    return Panel(
        title="DynamoDB tables",
        graphs=[
            graph("Read units a minute", *metrics("ConsumedReadCapacityUnits")),
            graph("Write units a minute", *metrics("ConsumedWriteCapacityUnits")),
            graph(
                "Throttled",
                *metrics("ReadThrottleEvents", ": reads"),
                *metrics("WriteThrottleEvents", ": writes"),
            ),
        ],
    )

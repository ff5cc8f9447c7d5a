"""Which services do worst."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards.grid import GRAPH_HEIGHT, QUARTER
from goldenpath.observability.metric_parts import labelled, under_prefix

_SHOWN = 5
_MINUTE = Duration.minutes(1)


def worst(
    title: str, metrics: Mapping[str, cloudwatch.IMetric], *, period: Duration = _MINUTE
) -> cloudwatch.GraphWidget:
    """Draw the five services for which a metric is highest on average, the worst first.

    Parameters
    ----------
    title
        What the metric tells, with its unit.
    metrics
        The metric of each service, by its name.
    period
        What they are taken over: a minute by default. CDK gives it to all that an expression is made of.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
    """
    named = {
        f"{prefix}value": labelled(under_prefix(metric, prefix), service)
        for service, metric in metrics.items()
        for prefix in (f"{service.replace('-', '_')}_",)
    }
    return cloudwatch.GraphWidget(
        title=title,
        left=[
            cloudwatch.MathExpression(
                expression=f"SORT([{', '.join(named)}], AVG, DESC, {_SHOWN})",
                using_metrics=named,
                label="",
                period=period,
            )
        ],
        left_y_axis=cloudwatch.YAxisProps(min=0, show_units=False),
        width=QUARTER,
        height=GRAPH_HEIGHT,
    )

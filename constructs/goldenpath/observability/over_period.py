"""The same metric over longer periods."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch


def over_period(metric: cloudwatch.IMetric, period: Duration) -> cloudwatch.IMetric:
    """Give a metric, or an expression on metrics, with another period in all its parts.

    CDK itself gives an expression's period to its parts, and warns each time.

    Parameters
    ----------
    metric
        The metric.
    period
        What it is taken over.
    """
    if isinstance(metric, cloudwatch.Metric):
        return metric.with_(period=period)
    if isinstance(metric, cloudwatch.MathExpression):
        return cloudwatch.MathExpression(
            expression=metric.expression,
            using_metrics={name: over_period(part, period) for name, part in metric.using_metrics.items()},
            label=metric.label,
            color=metric.color,
            period=period,
        )
    return metric

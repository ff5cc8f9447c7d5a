"""What makes up a metric that is an expression on others."""

import re

from aws_cdk import aws_cloudwatch as cloudwatch

_WORD = re.compile(r"[A-Za-z_]\w*")


def labelled(metric: cloudwatch.IMetric, label: str, color: str | None = None) -> cloudwatch.IMetric:
    """Give a metric, or an expression on metrics, the name and the colour that a graph shows it with.

    Parameters
    ----------
    metric
        The metric.
    label
        Its name.
    color
        Its colour; CloudWatch chooses one by default.
    """
    if isinstance(metric, cloudwatch.Metric | cloudwatch.MathExpression):
        return metric.with_(label=label, color=color)
    return metric


def under_prefix(metric: cloudwatch.IMetric, prefix: str) -> cloudwatch.IMetric:
    """Give a metric with another beginning for each id in it.

    Ids are one widget's: two expressions that name different metrics alike cannot stand beside each other.

    Parameters
    ----------
    metric
        The metric.
    prefix
        The beginning; a small letter first, then letters, digits and underscores.
    """
    if not isinstance(metric, cloudwatch.MathExpression):
        return metric
    parts = metric.using_metrics or {}
    names = {name: f"{prefix}{name}" for name in parts}
    return cloudwatch.MathExpression(
        expression=_WORD.sub(lambda found: names.get(found[0], found[0]), metric.expression),
        using_metrics={names[name]: under_prefix(part, prefix) for name, part in parts.items()},
        label=metric.label,
        color=metric.color,
        period=metric.period,
    )

"""A part of a dashboard that belongs together."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards.grid import GRAPH_HEIGHT, THIRD

MINUTE = Duration.minutes(1)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Graphs of one thing, in a row.

    Parameters
    ----------
    title
        What it is.
    graphs
        Three, each a third of the dashboard wide.

    Examples
    --------
    >>> from goldenpath.observability import Panel
    >>> Panel(title="Files", graphs=[]).title
    'Files'
    """

    title: str
    graphs: Sequence[cloudwatch.GraphWidget]


def graph(
    title: str,
    *metrics: cloudwatch.IMetric,
    right: Sequence[cloudwatch.IMetric] = (),
    stacked: bool = False,
) -> cloudwatch.GraphWidget:
    """Draw metrics from 0 on.

    Parameters
    ----------
    title
        What they tell, with their unit.
    metrics
        The metrics.
    right
        Metrics of another size, with an axis of their own.
    stacked
        Whether they add up.
    """
    axis = cloudwatch.YAxisProps(min=0, show_units=False)
    return cloudwatch.GraphWidget(
        title=title,
        left=list(metrics),
        left_y_axis=axis,
        right=list(right),
        right_y_axis=axis if right else None,
        stacked=stacked,
        width=THIRD,
        height=GRAPH_HEIGHT,
    )

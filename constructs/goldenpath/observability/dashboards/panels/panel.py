"""A part of a dashboard that belongs together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards.grid import THIRD

_HEIGHT = 5
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


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What one thing reports of itself.

    Parameters
    ----------
    namespace, dimensions
        Where its metrics are found.
    statistic
        What is shown of them.
    """

    namespace: str
    dimensions: Mapping[str, str]
    statistic: str

    def metric(
        self, name: str, label: str | None = None, color: str | None = None, **more: str
    ) -> cloudwatch.Metric:
        """Give one of its metrics, each minute.

        Parameters
        ----------
        name
            The metric's.
        label, color
            What it is called and drawn with.
        more
            Dimensions of this metric alone.
        """
        return cloudwatch.Metric(
            namespace=self.namespace,
            metric_name=name,
            dimensions_map={**self.dimensions, **more},
            statistic=self.statistic,
            period=MINUTE,
            label=label,
            color=color,
        )


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
        height=_HEIGHT,
    )

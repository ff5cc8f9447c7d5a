"""What is left of a service's promises, and how fast it goes."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards import palette
from goldenpath.observability.dashboards.grid import GRAPH_HEIGHT, THIRD
from goldenpath.observability.metric_parts import labelled, under_prefix
from goldenpath.observability.slo import (
    BURN_RATE_WINDOWS,
    SLO_PERIOD,
    Objective,
    burn_rate_over,
    error_budget_left,
)

_ALL_PERCENT = 100
_COLORS = {"availability": palette.BAD, "latency": palette.SLOW}
_GAUGE = 4
_PAGES = BURN_RATE_WINDOWS[0]
BURN_RATE_PERIOD = Duration.seconds(_PAGES.short.total_seconds())
"""What :func:`current_burn_rate` is taken over."""


def budget_gauges(objectives: Sequence[Objective]) -> list[cloudwatch.IWidget]:
    """Show what is left of each error budget of the last 30 days."""
    return [
        cloudwatch.GaugeWidget(
            title=f"Budget left: {objective.name}",
            metrics=[labelled(error_budget_left(objective), "% left")],
            left_y_axis=cloudwatch.YAxisProps(min=0, max=_ALL_PERCENT),
            annotations=[
                cloudwatch.HorizontalAnnotation(value=0, color=palette.BAD, fill=cloudwatch.Shading.ABOVE),
                cloudwatch.HorizontalAnnotation(value=20, color=palette.SLOW, fill=cloudwatch.Shading.ABOVE),
                cloudwatch.HorizontalAnnotation(value=50, color=palette.GOOD, fill=cloudwatch.Shading.ABOVE),
            ],
            start=f"-P{SLO_PERIOD.days}D",
            end="P0D",
            width=_GAUGE,
            height=GRAPH_HEIGHT,
        )
        for objective in objectives
    ]


def current_burn_rate(objective: Objective) -> cloudwatch.IMetric:
    """Give how fast an objective's budget burns now: over the shortest of the windows that page."""
    rate = burn_rate_over(objective, _PAGES.short)
    return labelled(under_prefix(rate, f"{objective.name}_"), objective.name, _COLORS[objective.name])


def burn_rates(objectives: Sequence[Objective]) -> cloudwatch.GraphWidget:
    """Draw how fast the budgets burn, beside what pages."""
    return cloudwatch.GraphWidget(
        title="Budget burns so many times faster than it lasts",
        left=[current_burn_rate(objective) for objective in objectives],
        left_y_axis=cloudwatch.YAxisProps(min=0, show_units=False),
        left_annotations=[
            cloudwatch.HorizontalAnnotation(
                value=_PAGES.burn_rate, label=f"pages: {_PAGES.burn_rate:g}", color=palette.BOUND
            )
        ],
        width=THIRD,
        height=GRAPH_HEIGHT,
    )

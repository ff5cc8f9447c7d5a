"""Widgets that the dashboards have in common."""

from collections.abc import Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from bench.handwritten.metrics import Requests
from bench.handwritten.promises import budget_left

Color = cloudwatch.Color
WHOLE, HALF, THIRD, QUARTER, HEIGHT = 24, 12, 8, 6, 6


def dashboard(
    scope: Construct, construct_id: str, name: str, rows: Sequence[Sequence[cloudwatch.IWidget]]
) -> cloudwatch.Dashboard:
    """Make a dashboard that begins with the last three hours."""
    return cloudwatch.Dashboard(
        scope,
        construct_id,
        dashboard_name=name,
        default_interval=cdk.Duration.hours(3),
        period_override=cloudwatch.PeriodOverride.INHERIT,
        widgets=[list(row) for row in rows],
    )


def text(markdown: str, height: int = 2) -> cloudwatch.TextWidget:
    """Write something."""
    return cloudwatch.TextWidget(markdown=markdown, width=WHOLE, height=height)


def graph(
    title: str,
    left: Sequence[cloudwatch.IMetric],
    right: Sequence[cloudwatch.IMetric] = (),
    *,
    bounds: Sequence[tuple[float, str, str]] = (),
    width: int = THIRD,
    **more: Any,
) -> cloudwatch.GraphWidget:
    """Draw metrics, beside what bounds them."""
    axis = cloudwatch.YAxisProps(min=0, show_units=False)
    return cloudwatch.GraphWidget(
        title=title,
        left=list(left),
        right=list(right),
        left_annotations=[
            cloudwatch.HorizontalAnnotation(value=value, label=label, color=color)
            for value, label, color in bounds
        ],
        width=width,
        height=HEIGHT,
        **{"left_y_axis": axis, "right_y_axis": axis if right else None, **more},
    )


def alarms(some: Sequence[cloudwatch.IAlarm], *, width: int, height: int) -> cloudwatch.AlarmStatusWidget:
    """Show alarms, the newest first."""
    return cloudwatch.AlarmStatusWidget(
        title="Alarms",
        alarms=list(some),
        sort_by=cloudwatch.AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
        width=width,
        height=height,
    )


def gauge(promise: str, requests: Requests) -> cloudwatch.GaugeWidget:
    """Show what is left of a budget."""
    levels = {0: Color.RED, 20: Color.ORANGE, 50: Color.GREEN}
    return cloudwatch.GaugeWidget(
        title=f"Budget left: {promise}",
        metrics=[budget_left(requests, promise, label="% left")],
        left_y_axis=cloudwatch.YAxisProps(min=0, max=100),
        annotations=[
            cloudwatch.HorizontalAnnotation(value=value, color=color, fill=cloudwatch.Shading.ABOVE)
            for value, color in levels.items()
        ],
        start="-P30D",
        end="P0D",
        width=4,
        height=HEIGHT,
    )

"""The dashboard of what services share."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.dashboards.grid import WHOLE
from goldenpath.observability.dashboards.panels import Panel
from goldenpath.observability.environment_name import named_within

_NAME = "platform"


class PlatformDashboard(cloudwatch.Dashboard):
    """What the services of an environment stand on, panel by panel.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    panels
        What is shown, from top to bottom: those of the platforms, and others.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import PlatformDashboard
    >>> from goldenpath.observability import tables_panel
    >>> stack = cdk.Stack(cdk.App(), "Observability")
    >>> dashboard = PlatformDashboard(stack, "Platform", panels=[tables_panel({"orders": "orders-table"})])
    """

    def __init__(self, scope: Construct, construct_id: str, *, panels: Sequence[Panel]) -> None:
        name = named_within(scope, _NAME, delimiter="-")
        title = cloudwatch.TextWidget(
            markdown=f"## {name}\nWhat the services stand on.", width=WHOLE, height=2
        )
        super().__init__(
            scope,
            construct_id,
            dashboard_name=name,
            default_interval=Duration.hours(3),
            period_override=cloudwatch.PeriodOverride.INHERIT,
            widgets=[[title], *(row for panel in panels for row in _rows(panel))],
        )


def _rows(panel: Panel) -> list[list[cloudwatch.IWidget]]:
    heading = cloudwatch.TextWidget(
        markdown=f"### {panel.title}",
        width=WHOLE,
        height=1,
        background=cloudwatch.TextWidgetBackground.TRANSPARENT,
    )
    return [[heading], list(panel.graphs)]

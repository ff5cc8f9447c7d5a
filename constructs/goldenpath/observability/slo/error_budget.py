"""What is left of an error budget."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.over_period import over_period
from goldenpath.observability.slo.objective import Objective

_ALL_PERCENT = 100
_PERIOD = Duration.hours(1)


def error_budget_left(objective: Objective) -> cloudwatch.MathExpression:
    """Give the percentage of an error budget that is left, for a widget of a dashboard.

    It runs from where the widget begins, for the requests since then; over the SLO's period, its last value
    is what is left now, below 0 where the promise is broken. An alarm cannot use it, as it sees seven days
    at most.

    Parameters
    ----------
    objective
        The objective.
    """
    spent = f"RUNNING_SUM(FILL(bad, 0)) / RUNNING_SUM(FILL(requests, 0)) / {objective.budget:.10g}"
    return cloudwatch.MathExpression(
        expression=f"{_ALL_PERCENT} * (1 - {spent})",
        using_metrics={
            "bad": over_period(objective.bad, _PERIOD),
            "requests": over_period(objective.requests, _PERIOD),
        },
        period=_PERIOD,
        label=f"{objective.name}: budget left in %",
    )

"""How fast an error budget burns, as CloudWatch computes it for an alarm."""

from collections.abc import Sequence
from datetime import timedelta

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.over_period import over_period
from goldenpath.observability.slo.objective import Objective

FEWEST_BAD_REQUESTS = 5
"""Bad requests in a window below which chance alone may have brought them.

A service that fails just as often as it may has, in an hour, a number of failures that is Poisson
distributed. Four, where they are 14.4 times as many as expected, come in an hour more than once a year;
five do not. A floor on failures, and not on requests, leaves no service without alarms: one that gets ten
requests an hour and fails them all is seen after the fifth.
"""


def burn_rate_over(objective: Objective, window: timedelta) -> cloudwatch.MathExpression:
    """Give how many times faster than it lasts an objective's budget was spent in a window.

    Parameters
    ----------
    objective
        The objective.
    window
        The window, which is one period: sums over it are exact, where a mean of shorter periods' shares would
        count a minute with one request as much as one with thousands.
    """
    period = _period(window)
    return cloudwatch.MathExpression(
        expression=f"IF(FILL(bad, 0) >= {FEWEST_BAD_REQUESTS}, "
        f"FILL(bad, 0) / requests / {objective.budget:.10g}, 0)",
        using_metrics={
            "bad": over_period(objective.bad, period),
            "requests": over_period(objective.requests, period),
        },
        period=period,
        label=f"burn rate of {objective.name}",
    )


def fastest_burn_rate_over(objectives: Sequence[Objective], window: timedelta) -> cloudwatch.MathExpression:
    """Give how fast the budget that goes fastest was spent in a window; nothing where there were no requests.

    Parameters
    ----------
    objectives
        Objectives for the same requests.
    window
        The window, which is one period.
    """
    rates = [f"{each.name} / {each.budget:.10g}" for each in objectives]
    period = _period(window)
    bad: dict[str, cloudwatch.IMetric] = {each.name: over_period(each.bad, period) for each in objectives}
    return cloudwatch.MathExpression(
        # An array function passes over what is missing. The last term is there whenever requests are, so that
        # a window without a single bad one is a good one.
        expression=f"MAX([{', '.join([*rates, '0 * requests'])}]) / requests",
        using_metrics={**bad, "requests": over_period(objectives[0].requests, period)},
        period=period,
        label="fastest burn rate",
    )


def _period(window: timedelta) -> Duration:
    return Duration.seconds(window.total_seconds())

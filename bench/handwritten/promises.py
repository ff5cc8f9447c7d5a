"""What every service promises, and how well it keeps that."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch

from bench.handwritten.metrics import Requests

PROMISES = {"availability": 99.9, "latency": 99.0}
SLOW_SECONDS = 0.5
PAGES_AT = 14.4
NOW = cdk.Duration.minutes(5)
_HOUR = cdk.Duration.hours(1)


def budget(promise: str) -> float:
    """Give the share of requests that may break a promise."""
    return round(1 - PROMISES[promise] / 100, 6)


def burn_rate(requests: Requests, promise: str, **shown: str) -> cloudwatch.MathExpression:
    """Give how many times faster than it lasts a budget is spent."""
    bad, total = f"{requests.prefix}bad", f"{requests.prefix}total"
    return requests.math(
        f"IF(FILL({bad}, 0) >= 5, FILL({bad}, 0) / {total} / {budget(promise)}, 0)",
        {bad: _bad(requests, promise), total: requests.count()},
        **shown,
    )


def fastest_burn_rate(requests: Requests) -> cloudwatch.MathExpression:
    """Give that of the budget that goes fastest."""
    rates = ", ".join(f"{promise} / {budget(promise)}" for promise in PROMISES)
    return requests.math(
        f"MAX([{rates}, 0 * total]) / total",
        {"total": requests.count()} | {promise: _bad(requests, promise) for promise in PROMISES},
    )


def budget_left(requests: Requests, promise: str, **shown: str) -> cloudwatch.MathExpression:
    """Give the percentage of a budget that is left."""
    hourly = requests.over(_HOUR)
    bad, total = f"{requests.prefix}bad", f"{requests.prefix}total"
    spent = f"RUNNING_SUM(FILL({bad}, 0)) / RUNNING_SUM(FILL({total}, 0)) / {budget(promise)}"
    metrics = {bad: _bad(hourly, promise), total: hourly.count()}
    return hourly.math(f"100 * (1 - {spent})", metrics, **shown)


def _bad(requests: Requests, promise: str) -> cloudwatch.IMetric:
    return requests.slow(SLOW_SECONDS) if promise == "latency" else requests.failed()

"""One thing that a service promises, and what measures it."""

from dataclasses import dataclass
from typing import Literal, Self

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.golden_signals import GoldenSignals
from goldenpath.service import Slo

_ALL_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class Objective:
    """A share of good requests that a service promises, as two counts: all requests, and the bad ones.

    Latency is counted too: a request above the promised time is a bad one. A percentile cannot be averaged
    over a window or added up over two target groups; a count can.

    Parameters
    ----------
    name
        What it is about.
    promise
        What is promised, in words.
    goal_percent
        Share of good requests that is promised.
    bad, requests
        The counts of bad requests, which may be missing where there were none, and of all.
    """

    name: Literal["availability", "latency"]
    promise: str
    goal_percent: float
    bad: cloudwatch.IMetric
    requests: cloudwatch.IMetric

    @classmethod
    def availability(cls, slo: Slo, signals: GoldenSignals) -> Self:
        """Give the promise that requests succeed."""
        return cls(
            name="availability",
            promise=f"{slo.availability_percent:g} % of requests succeed",
            goal_percent=slo.availability_percent,
            bad=signals.errors,
            requests=signals.requests,
        )

    @classmethod
    def latency(cls, slo: Slo, signals: GoldenSignals) -> Self:
        """Give the promise that requests are answered in time."""
        return cls(
            name="latency",
            promise=f"{slo.latency_percentile:g} % of requests take at most {slo.latency_ms} ms",
            goal_percent=slo.latency_percentile,
            bad=signals.slow_requests(slo.latency_ms),
            requests=signals.requests,
        )

    @property
    def budget(self) -> float:
        """The error budget: the share of requests that may be bad."""
        return round((_ALL_PERCENT - self.goal_percent) / _ALL_PERCENT, 12)

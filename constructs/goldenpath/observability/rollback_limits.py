"""What a version may do to its users before a release is taken back."""

from dataclasses import dataclass

from goldenpath.service import Slo

_BURN_RATE = 14.4
_MOST_ERRORS_PERCENT = 10
_FEWEST_REQUESTS = 10
_ALL_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class RollbackLimits:
    """What a service's promise means for one minute of one version.

    Parameters
    ----------
    errors_percent
        Share of the requests that may fail: 14.4 times the error budget [1]_, at most 10 %.
    errors_fewest_requests
        Requests in a minute below which that share means nothing.
    latency_ms, latency_percentile
        The percentile that is promised, and its limit in milliseconds.
    latency_fewest_requests
        Requests in a minute below which that percentile means no more than the slowest one.

    References
    ----------
    .. [1] Two percent of a month's budget in an hour:
       https://sre.google/workbook/alerting-on-slos/#5-multiple-burn-rate-alerts
    """

    errors_percent: float
    errors_fewest_requests: int
    latency_ms: float
    latency_percentile: float
    latency_fewest_requests: int

    @classmethod
    def of(cls, slo: Slo) -> "RollbackLimits":
        """Derive the limits from a service level objective."""
        budget_percent = _ALL_PERCENT - slo.availability_percent
        return cls(
            errors_percent=round(min(_BURN_RATE * budget_percent, _MOST_ERRORS_PERCENT), 6),
            errors_fewest_requests=_FEWEST_REQUESTS,
            latency_ms=slo.latency_ms,
            latency_percentile=slo.latency_percentile,
            latency_fewest_requests=max(
                round(_ALL_PERCENT / (_ALL_PERCENT - slo.latency_percentile)), _FEWEST_REQUESTS
            ),
        )

"""How fast an error budget may be spent, and for how long."""

from dataclasses import dataclass
from datetime import timedelta

from goldenpath.observability.severity import Severity

SLO_PERIOD = timedelta(days=30)
"""What a service promises, it promises for any 30 days."""

_SHORT_WINDOWS_IN_A_LONG_ONE = 12


@dataclass(frozen=True, kw_only=True)
class BurnRateWindow:
    """A part of the error budget that must not be spent within a time, as Google's SRE workbook has it [1]_.

    An alarm fires while the budget burns too fast over the long window, so that it matters, and over the
    short one too, so that it is not over yet. Nobody types a burn rate in: it follows from the part of the
    budget.

    Parameters
    ----------
    long
        The time.
    budget_share
        The part of the period's error budget, above 0 to 1.
    severity
        How urgent it is when that much was spent.

    Examples
    --------
    >>> from datetime import timedelta
    >>> from goldenpath import BurnRateWindow
    >>> from goldenpath.observability import Severity
    >>> window = BurnRateWindow(long=timedelta(hours=1), budget_share=0.02, severity=Severity.PAGE)
    >>> window.burn_rate, str(window.short)
    (14.4, '0:05:00')
    >>> str(window.detects_after(bad_share=1, budget=0.001))  # everything fails, 0.1 % may
    '0:00:51.840000'

    References
    ----------
    .. [1] https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
    """

    long: timedelta
    budget_share: float
    severity: Severity

    @property
    def burn_rate(self) -> float:
        """How many times faster than it lasts the budget is spent: 1 spends it in just the SLO's period."""
        return round(self.budget_share * (SLO_PERIOD / self.long), 9)

    @property
    def short(self) -> timedelta:
        """The window that tells whether it still goes on: a twelfth of the long one."""
        return self.long / _SHORT_WINDOWS_IN_A_LONG_ONE

    def detects_after(self, *, bad_share: float, budget: float) -> timedelta | None:
        """Give how long a share of bad requests, after none, lasts until it is an alarm; none if it never is.

        Parameters
        ----------
        bad_share
            Share of the requests that are bad, up to 1.
        budget
            Share that may be, such as 0.001.
        """
        tolerated = self.burn_rate * budget
        return self.long * (tolerated / bad_share) if bad_share > tolerated else None

    def budget_spent(self, *, lasted: timedelta, bad_share: float, budget: float) -> float:
        """Give the share of the period's budget that a share of bad requests spends in a time.

        Parameters
        ----------
        lasted
            The time, with as many requests in a minute as in the rest of the period.
        bad_share
            Share of the requests that are bad, up to 1.
        budget
            Share that may be.
        """
        return bad_share / budget * (lasted / SLO_PERIOD)

    def resets_after(self, *, bad_share: float, budget: float) -> timedelta:
        """Give how long an alarm outlives what it told of, once no request is bad any more.

        Parameters
        ----------
        bad_share
            Share of the requests that were bad, for the whole short window at least.
        budget
            Share that may be.
        """
        return self.short * (1 - self.burn_rate * budget / bad_share)


BURN_RATE_WINDOWS = (
    BurnRateWindow(long=timedelta(hours=1), budget_share=0.02, severity=Severity.PAGE),
    BurnRateWindow(long=timedelta(hours=6), budget_share=0.05, severity=Severity.PAGE),
    BurnRateWindow(long=timedelta(days=3), budget_share=0.10, severity=Severity.TICKET),
)
"""What the workbook recommends for a period of 30 days, the most urgent first."""

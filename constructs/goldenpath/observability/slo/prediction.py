"""What an objective's alarms make of a share of bad requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from goldenpath.observability.severity import Severity
from goldenpath.observability.slo.burn_rate_window import BURN_RATE_WINDOWS, SLO_PERIOD, BurnRateWindow


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """When people are told of a share of bad requests that begins after a good time.

    Parameters
    ----------
    bad_share
        Share of the requests that are bad, above 0 to 1.
    budget
        Share that may be.
    page, ticket
        The windows that tell first, by how urgent they are; none where none ever does.
    """

    bad_share: float
    budget: float
    page: BurnRateWindow | None
    ticket: BurnRateWindow | None

    @classmethod
    def of(
        cls, bad_share: float, *, budget: float, windows: Sequence[BurnRateWindow] = BURN_RATE_WINDOWS
    ) -> Self:
        """Predict it for the windows that services get."""

        def first(severity: Severity) -> BurnRateWindow | None:
            detected = {
                window: after
                for window in windows
                if window.severity is severity
                and (after := window.detects_after(bad_share=bad_share, budget=budget)) is not None
            }
            return min(detected, key=lambda window: detected[window], default=None)

        return cls(
            bad_share=bad_share, budget=budget, page=first(Severity.PAGE), ticket=first(Severity.TICKET)
        )

    @property
    def burn_rate(self) -> float:
        """How many times faster than it lasts the budget burns."""
        return self.bad_share / self.budget

    @property
    def told_first(self) -> BurnRateWindow | None:
        """The window that tells first of all; longer windows spend more until they do."""
        return self.page or self.ticket

    @property
    def gone_after(self) -> timedelta:
        """When the whole budget is spent, if nobody does anything."""
        return SLO_PERIOD / self.burn_rate

"""What a release did to its users."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What holds from one second until the next sample's.

    Parameters
    ----------
    seconds
        From the first request to the new version.
    new_version_percent
        Share of the traffic that the new version gets.
    failed_percent
        Share of all requests that fail.
    """

    seconds: float
    new_version_percent: float
    failed_percent: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The course of a release.

    Parameters
    ----------
    detected_at_seconds
        When the first alarm fired, if any did.
    traffic_back_at_seconds
        When the old version had all traffic again. Nothing, if no alarm fired or it fired too late: then
        somebody has to roll back, and all requests until the end of the window are counted.
    requests, failed_requests
        How many there were in the window, and how many of them failed.
    complete_at_seconds
        When a release that no alarm takes back is over, and its old copies end.
    series
        What the traffic and the failures were, step by step.

    Examples
    --------
    >>> from goldenpath import DeployStrategy
    >>> from goldenpath.delivery import Alarm, Fault, Traffic, simulate
    >>> outcome = simulate(
    ...     DeployStrategy.blue_green(), Traffic(requests_per_second=100), Fault.none(),
    ...     [Alarm.errors(above_percent=1)],
    ... )
    >>> outcome.detected_at_seconds, outcome.complete_at_seconds, outcome.failed_percent
    (None, 300.0, 0.0)
    """

    detected_at_seconds: float | None
    traffic_back_at_seconds: float | None
    requests: float
    failed_requests: float
    complete_at_seconds: float
    series: tuple[Sample, ...]

    @property
    def failed_percent(self) -> float:
        """Share of the requests that failed."""
        return 100 * self.failed_requests / self.requests

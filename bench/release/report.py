"""What shoppers saw of a release."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from bench.release.rehearsal import Course
    from goldenpath.delivery import Outcome

_TOLERANCE: Final = 0.2


@dataclass(frozen=True, kw_only=True)
class Report:
    """What shoppers saw, and what was predicted.

    Parameters
    ----------
    strategy, fault
        What was rehearsed.
    requests, failed_requests
        What shoppers sent, and how much of it ended in an error, in the whole rehearsal.
    window_requests, window_failed_requests
        What they sent from the first request to the new version to the end of what the prediction is for, and
        how much of it failed: ended in an error, or came too late where the fault is to be slow.
    answers
        How many answers there were, by version and status.
    p99_ms
        How long all but one in a hundred waited at most.
    course
        What happened.
    predicted
        What the simulator says; nothing for a version that gets no traffic.
    exit_codes
        What the ended copies gave.
    """

    strategy: str
    fault: str
    requests: int
    failed_requests: int
    window_requests: int
    window_failed_requests: int
    answers: dict[str, int]
    p99_ms: float
    course: Course
    predicted: Outcome | None
    exit_codes: dict[str, int]

    @property
    def title(self) -> str:
        """What it is about, and how it went."""
        fault = f"fault {self.fault}" if self.fault else "good"
        failed = f"{self.failed_requests:,} of {self.requests:,} requests failed"
        return f"{self.strategy}, new version: {fault}; {failed}"

    @property
    def failed_percent(self) -> float:
        """The share of failed requests in the window."""
        return 100 * self.window_failed_requests / max(1, self.window_requests)

    @property
    def predicted_percent(self) -> float:
        """What the simulator says of it."""
        return self.predicted.failed_percent if self.predicted is not None else 0.0

    @property
    def is_as_predicted(self) -> bool:
        """Whether nothing failed where nothing should, and else as much as predicted, within a fifth."""
        if any(self.exit_codes.values()):
            return False
        predicted_back = self.predicted.traffic_back_at_seconds if self.predicted is not None else None
        if (self.course.traffic_back_at_seconds is None) != (predicted_back is None):
            return False
        if not self.predicted_percent:
            return not self.failed_requests
        return abs(self.failed_percent / self.predicted_percent - 1) <= _TOLERANCE

    def as_json(self) -> dict[str, Any]:
        """Give it as it is written down."""
        content = asdict(self)
        if self.predicted is not None:
            del content["predicted"]["series"]
        return {**content, "failed_percent": self.failed_percent, "is_as_predicted": self.is_as_predicted}

    def lines(self) -> list[str]:
        """Say it to a person."""
        answers = ", ".join(f"{kind}: {number:,}" for kind, number in self.answers.items())
        shown = [self.title, f"  answers           {answers}", f"  p99               {self.p99_ms:.0f} ms"]
        if self.predicted is None:
            return [*shown, "  the new version never became healthy: no shopper saw it"]
        codes = ", ".join(f"{name} with {code}" for name, code in self.exit_codes.items())
        measured = (self.course.detected_at_seconds, self.course.traffic_back_at_seconds)
        predicted = (self.predicted.detected_at_seconds, self.predicted.traffic_back_at_seconds)
        detected, back = (
            f"{_moment(one)} (predicted {_moment(other)})"
            for one, other in zip(measured, predicted, strict=True)
        )
        share = f"{self.failed_percent:.3f} % (predicted {self.predicted_percent:.3f} %)"
        return [
            *shown,
            f"  detected          {detected}",
            f"  traffic back      {back}",
            f"  failed share      {share} of {self.window_requests:,} since the release's start",
            f"  ended copies      {codes}",
            f"  {'as' if self.is_as_predicted else 'NOT as'} predicted",
        ]


def _moment(seconds: float | None) -> str:
    return "never" if seconds is None else f"after {seconds:.0f} s"

"""What the load balancer has answered, as its metrics tell it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from goldenpath.delivery.simulation.evaluation import Count

if TYPE_CHECKING:
    from goldenpath.delivery import Alarm
    from goldenpath.delivery.simulation.evaluation import Seen

_SERVER_ERRORS = 500


@dataclass(frozen=True)
class Answer:
    """One answered request.

    Parameters
    ----------
    seconds
        When, on the release's clock.
    is_new
        Whether the new version answered.
    status
        The HTTP status.
    milliseconds
        How long it took.
    """

    seconds: float
    is_new: bool
    status: int
    milliseconds: float

    @property
    def is_error(self) -> bool:
        """Whether it ended in an error."""
        return self.status >= _SERVER_ERRORS

    def has_failed(self, limit_ms: float) -> bool:
        """Say whether a shopper takes it for a failure.

        Parameters
        ----------
        limit_ms
            What is too slow.
        """
        return self.is_error or self.milliseconds > limit_ms


class ObservedTraffic:
    """Answers, second by second of the release's clock."""

    def __init__(self) -> None:
        self._answers: defaultdict[int, list[Answer]] = defaultdict(list)

    def add(self, answer: Answer) -> None:
        """Note an answer."""
        self._answers[floor(answer.seconds)].append(answer)

    def between(self, start_seconds: float, end_seconds: float) -> list[Answer]:
        """Give the answers of some whole seconds.

        Parameters
        ----------
        start_seconds, end_seconds
            From which on, and before which.
        """
        seconds = range(floor(start_seconds), floor(end_seconds))
        return [answer for second in seconds for answer in self._answers.get(second, ())]

    def counted(self) -> dict[str, int]:
        """Count all answers, by who gave them and their status."""
        answers = (answer for second in self._answers.values() for answer in second)
        kinds = Counter(f"{'new' if answer.is_new else 'old'} {answer.status}" for answer in answers)
        return dict(sorted(kinds.items()))

    def seen_by(self, alarm: Alarm) -> Seen:
        """Give what an alarm's metric sees: as the simulation has it, but counted.

        Parameters
        ----------
        alarm
            The alarm.
        """

        def seen(start_seconds: float, end_seconds: float) -> Count:
            answers = self.between(start_seconds, end_seconds)
            if alarm.watches == "new-version":
                answers = [answer for answer in answers if answer.is_new]
            bad = sum(
                answer.is_error if alarm.metric == "errors" else answer.milliseconds > alarm.threshold
                for answer in answers
            )
            return Count(bad, len(answers))

        return seen

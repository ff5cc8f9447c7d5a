"""What was seen of the services, at the times that are shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Self

from docs.dashboards.driving import Driven
from docs.dashboards.logs import LogLine
from docs.dashboards.measured.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docs.dashboards.driving import Copy, Look

_REQUESTS = "requests"


class Request(NamedTuple):
    """A request that a copy of a service answered.

    Parameters
    ----------
    at
        When it was answered.
    service, release
        The copy.
    status
        How it was answered.
    seconds
        How long that took.
    """

    at: float
    service: str
    release: int
    status: int
    seconds: float


@dataclass(frozen=True)
class Seen:
    """What was seen, at the times that are shown.

    Parameters
    ----------
    driven
        What was seen, at the times of driving.
    """

    driven: Driven

    @classmethod
    def nothing(cls) -> Self:
        """Give what is seen of a shop that was never driven."""
        return cls(Driven(ended=0, copies=[], looks=[], visits=[]))

    @property
    def clock(self) -> Clock:
        """What turns the times of driving into those that are shown."""
        return Clock(self.driven.ended)

    @cached_property
    def lines(self) -> list[LogLine]:
        """The lines of all logs."""
        return [line for copy in self.driven.copies for line in self._lines(copy)]

    @cached_property
    def requests(self) -> list[Request]:
        """The requests that were answered."""
        return [request for copy in self.driven.copies for request in self._requests(copy)]

    @cached_property
    def looks(self) -> list[list[Look]]:
        """What was seen of all copies, a list for each time that they were looked at."""
        before = [look for look in self.driven.looks if look.at <= self.driven.ended]
        return [list(group) for _, group in groupby(before, key=lambda look: look.at)]

    def _lines(self, copy: Copy) -> Iterator[LogLine]:
        at = self.driven.ended
        for message in copy.lines:
            at = _time(message) or at  # what is no JSON goes with the line before
            yield LogLine(at=self.clock.shown(at), service=copy.service, message=message)

    def _requests(self, copy: Copy) -> Iterator[Request]:
        for line in self._lines(copy):
            content = _content(line.message)
            if content.get("logger") == _REQUESTS:
                yield Request(
                    at=line.at,
                    service=copy.service,
                    release=copy.release,
                    status=int(str(content["status"])),
                    seconds=float(str(content["duration_ms"])) / 1000,
                )


def _time(message: str) -> float | None:
    written = _content(message).get("time")
    return None if written is None else datetime.fromisoformat(str(written)).timestamp()


def _content(message: str) -> Mapping[str, object]:
    try:
        content = json.loads(message)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}

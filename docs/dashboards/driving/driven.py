"""What was seen of the shop while it was driven."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import BaseModel

KEPT: Final = Path(__file__).parents[3] / "build" / "dashboards" / "driven.json"
"""Where what was seen last is kept."""


class Copy(BaseModel, frozen=True):
    """One copy of a service, with one version of it.

    Parameters
    ----------
    service
        The service.
    release
        The number of the release that it came with, from 0 on.
    lines
        Its log.
    """

    service: str
    release: int
    lines: Sequence[str]


class Look(BaseModel, frozen=True):
    """What was seen of a copy at one moment.

    Parameters
    ----------
    at
        The moment, in seconds since 1970: the same for all copies that were looked at then.
    service, release
        The copy.
    cpu_percent
        How much it worked since the last look, of one processor.
    memory_mib
        The memory that it had.
    is_ready
        Whether it answered that it can serve.
    """

    at: float
    service: str
    release: int
    cpu_percent: float
    memory_mib: float
    is_ready: bool


class Visit(BaseModel, frozen=True):
    """A canary's try of a journey.

    Parameters
    ----------
    at
        When it began, in seconds since 1970.
    journey
        The journey.
    seconds
        How long it took.
    worked
        Whether the shop did what it should.
    """

    at: float
    journey: str
    seconds: float
    worked: bool


class Driven(BaseModel, frozen=True):
    """All that was seen.

    Parameters
    ----------
    ended
        The moment that the pictures show, in seconds since 1970.
    copies
        The copies of the services.
    looks
        What was seen of them, in the order of time.
    visits
        What canaries tried.
    """

    ended: float
    copies: Sequence[Copy]
    looks: Sequence[Look]
    visits: Sequence[Visit]

    def keep(self) -> None:
        """Keep it, so that it can be drawn again without driving the shop again."""
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(self.model_dump_json(), encoding="utf-8")


def kept() -> Driven | None:
    """Give what was seen when the shop was driven last; nothing if it never was."""
    return Driven.model_validate_json(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else None

"""The time that a widget shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from collections.abc import Mapping

_DURATION = TypeAdapter(timedelta)
_DEFAULT_START = "-PT3H"


@dataclass(frozen=True)
class TimeRange:
    """The time that a widget shows.

    Parameters
    ----------
    start, end
        In seconds since 1970.
    """

    start: float
    end: float

    @classmethod
    def of(cls, given: Mapping[str, Any], now: float) -> Self:
        """Read the range of a dashboard or a widget.

        Parameters
        ----------
        given
            What may have ``start`` and ``end``, relative to now, such as ``-PT3H``.
        now
            The moment, in seconds since 1970.
        """
        start, end = given.get("start", _DEFAULT_START), given.get("end", "PT0S")
        return cls(now + _seconds(start), now + _seconds(end))

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end - self.start

    def periods(self, seconds: float) -> list[float]:
        """Give when the periods in it begin; the last one may not be over.

        Parameters
        ----------
        seconds
            How long a period is.
        """
        first = self.start // seconds * seconds
        return [first + number * seconds for number in range(int(-(-(self.end - first) // seconds)))]


def _seconds(duration: str) -> float:
    return _DURATION.validate_python(duration).total_seconds()

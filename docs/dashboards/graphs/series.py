"""A line of a graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local.emulator.alarms.metric_math import Value


@dataclass(frozen=True, kw_only=True)
class Series:
    """A line of a graph.

    Parameters
    ----------
    label, color
        What it is called, and its colour.
    unit
        CloudWatch's unit of it.
    is_right
        Whether the right axis is its.
    points
        Its values, each with the moment at which its period begins.
    """

    label: str
    color: str
    unit: str
    is_right: bool
    points: Sequence[tuple[float, Value]]

    @property
    def known(self) -> list[float]:
        """Its values, where there are any."""
        return [value for _, value in self.points if value is not None]

    @property
    def last(self) -> Value:
        """Its last value."""
        return self.known[-1] if self.known else None

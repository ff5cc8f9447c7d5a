"""Bounds that change with the time of day."""

from datetime import time
from functools import cache
from typing import Annotated, Literal, get_args
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from goldenpath.service.specification import Specification

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_EVERY_DAY: tuple[Weekday, ...] = get_args(Weekday)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("should be a time zone's name, such as Europe/Berlin")
    return name


def _whole_minute(given: time) -> time:
    if given.second or given.microsecond or given.tzinfo:
        raise ValueError("should be a whole minute, without a time zone of its own")
    return given


class ScheduledScaling(Specification):
    """New bounds for the number of copies, from a time of day on, until another schedule changes them.

    Parameters
    ----------
    at
        The time of day, a whole minute.
    days
        The days of the week, ``monday`` to ``sunday``; every day by default.
    time_zone
        Name of the time zone that ``at`` is meant in, such as ``Europe/Berlin``; ``UTC`` by default.
    minimum
        Fewest copies from then on, 1 to 5000.
    maximum
        Most copies from then on, from ``minimum`` to 5000.

    Raises
    ------
    SpecificationError
        If a value is not allowed.

    Examples
    --------
    >>> from datetime import time
    >>> from goldenpath import ScheduledScaling
    >>> morning = ScheduledScaling(at=time(7, 30), time_zone="Europe/Berlin", minimum=4, maximum=20)
    >>> len(morning.days)
    7
    """

    at: Annotated[time, AfterValidator(_whole_minute)]
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = _EVERY_DAY
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    minimum: Annotated[int, Field(ge=1, le=5000)]
    maximum: Annotated[int, Field(ge=1, le=5000)]

    @field_validator("maximum")
    @classmethod
    def _not_below_the_minimum(cls, maximum: int, info: ValidationInfo) -> int:
        minimum = info.data.get("minimum")
        if minimum is not None and maximum < minimum:
            raise ValueError(f"should be at least the minimum ({minimum})")
        return maximum

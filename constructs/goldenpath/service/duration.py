"""Lengths of time, whoever made them."""

from datetime import timedelta
from typing import Protocol, runtime_checkable


@runtime_checkable
class _Milliseconds(Protocol):
    """A length of time that tells its milliseconds, as the CDK's ``Duration`` does."""

    def to_milliseconds(self) -> float:
        """Give the milliseconds."""


Duration = timedelta | _Milliseconds


def to_timedelta(duration: Duration) -> timedelta:
    """Make Python's own of any length of time."""
    if isinstance(duration, _Milliseconds):
        return timedelta(milliseconds=duration.to_milliseconds())
    return duration

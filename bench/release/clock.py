"""Time that passes faster than the clock on the wall."""

from __future__ import annotations

import time


class Clock:
    """Seconds of a release, counted from its first request to the new version: before it they are negative.

    Parameters
    ----------
    speed
        How many of them pass in a second on the wall.
    begins_at_seconds
        What it shows now.
    """

    def __init__(self, *, speed: float, begins_at_seconds: float) -> None:
        self._speed = speed
        self._zero = time.monotonic() - begins_at_seconds / speed

    def seconds(self) -> float:
        """Tell the time."""
        return (time.monotonic() - self._zero) * self._speed

    def wait_until(self, seconds: float) -> None:
        """Wait for a moment, or not, where it has passed.

        Parameters
        ----------
        seconds
            The moment.
        """
        time.sleep(max(0.0, (seconds - self.seconds()) / self._speed))

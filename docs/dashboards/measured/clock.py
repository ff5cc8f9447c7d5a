"""The time that the pictures show."""

from dataclasses import dataclass

SECONDS_SHOWN_IN_ONE = 60
"""A second of driving is shown as a minute, so that a few minutes of it fill a dashboard."""

_WHOLE_SECONDS = 5 * 60


@dataclass(frozen=True)
class Clock:
    """Turns moments of driving into those that are shown. The last moment is the same in both.

    Parameters
    ----------
    ended
        The last moment of driving, in seconds since 1970.
    """

    ended: float

    @property
    def now(self) -> float:
        """The moment of the pictures: five minutes are over, so that most periods are whole."""
        return self.ended // _WHOLE_SECONDS * _WHOLE_SECONDS

    def shown(self, moment: float) -> float:
        """Give the moment that is shown; what came after the end is shown at the end.

        Parameters
        ----------
        moment
            A moment of driving, in seconds since 1970.
        """
        return self.now - max(0.0, self.ended - moment) * SECONDS_SHOWN_IN_ONE

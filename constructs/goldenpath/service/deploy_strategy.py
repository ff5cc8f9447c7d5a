"""How a new version takes over from the old one."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field

from goldenpath.service.duration import Duration, to_timedelta
from goldenpath.service.specification import Specification

_MINUTE = timedelta(minutes=1)
_LONGEST = timedelta(days=1)
_FIVE_MINUTES = timedelta(minutes=5)
_ALL = 100


def _whole_minutes(given: timedelta) -> timedelta:
    if given % _MINUTE or not _MINUTE <= given <= _LONGEST:
        raise ValueError(f"should be whole minutes, 1 to {_LONGEST // _MINUTE}")
    return given


_Watch = Annotated[timedelta, AfterValidator(_whole_minutes)]
_Percent = Annotated[int, Field(ge=1, le=99)]


class Shift(NamedTuple):
    """A share of the traffic that the new version gets from a moment on.

    Parameters
    ----------
    after
        Time from the first shift.
    percent
        The share, 1 to 100.
    """

    after: timedelta
    percent: int


class DeployStrategy(Specification):
    """A way to release a version; each runtime turns it into its own mechanism.

    Make one with a method named for it. Durations are a :class:`datetime.timedelta` or the CDK's
    ``Duration``, in whole minutes, 1 to 1440, as load balancers report each minute.

    Attributes
    ----------
    kind
        Its name.
    shifts
        Which share of the traffic the new version gets, and when. None for a rolling release, where the share
        follows the number of copies.

    Raises
    ------
    SpecificationError
        If a share or a duration is outside its range.

    Examples
    --------
    >>> from datetime import timedelta
    >>> from goldenpath import DeployStrategy
    >>> strategy = DeployStrategy.canary(percent=10, bake=timedelta(minutes=5))
    >>> [(str(shift.after), shift.percent) for shift in strategy.shifts]
    [('0:00:00', 10), ('0:05:00', 100)]
    >>> DeployStrategy.canary(percent=100)
    Traceback (most recent call last):
        ...
    goldenpath.service.specification.SpecificationError: Canary is not valid:
      percent: should be less than or equal to 99, not 100
    """

    kind: Literal["rolling", "blue-green", "canary", "linear"]

    @property
    @abstractmethod
    def shifts(self) -> Sequence[Shift]:
        """Which share of the traffic the new version gets, and when."""

    @staticmethod
    def rolling() -> "Rolling":
        """Replace copies step by step, and go back when the new ones do not become healthy."""
        return Rolling()

    @staticmethod
    def blue_green(*, bake: Duration = _FIVE_MINUTES) -> "BlueGreen":
        """Start the new version beside the old one, and give it all traffic at once.

        Parameters
        ----------
        bake
            How long the old version stays ready to take the traffic back; 5 minutes by default.
        """
        return BlueGreen(bake=to_timedelta(bake))

    @staticmethod
    def canary(*, percent: int = 10, bake: Duration = _FIVE_MINUTES) -> "Canary":
        """Give the new version a small share of the traffic first, and then all.

        Parameters
        ----------
        percent
            The small share, 1 to 99; 10 by default.
        bake
            How long each of the two shifts is watched, with the old version ready; 5 minutes by default.
        """
        return Canary(percent=percent, bake=to_timedelta(bake))

    @staticmethod
    def linear(
        *, percent: int = 10, interval: Duration = _MINUTE, bake: Duration = _FIVE_MINUTES
    ) -> "Linear":
        """Give the new version more traffic in equal steps.

        Parameters
        ----------
        percent
            What each step adds, 1 to 99; 10 by default.
        interval
            Time between two steps; a minute by default.
        bake
            How long the old version stays ready after the last step; 5 minutes by default.
        """
        return Linear(percent=percent, interval=to_timedelta(interval), bake=to_timedelta(bake))


class Rolling(DeployStrategy):
    """Copies are replaced step by step; see :meth:`DeployStrategy.rolling`."""

    kind: Literal["rolling"] = "rolling"

    @property
    def shifts(self) -> Sequence[Shift]:
        """None are set: the share follows the number of copies."""
        return ()


class BlueGreen(DeployStrategy):
    """All traffic moves at once; see :meth:`DeployStrategy.blue_green`."""

    kind: Literal["blue-green"] = "blue-green"
    bake: _Watch

    @property
    def shifts(self) -> Sequence[Shift]:
        """Which share of the traffic the new version gets, and when."""
        return (Shift(timedelta(), _ALL),)


class Canary(DeployStrategy):
    """A small share moves first; see :meth:`DeployStrategy.canary`."""

    kind: Literal["canary"] = "canary"
    percent: _Percent
    bake: _Watch

    @property
    def shifts(self) -> Sequence[Shift]:
        """Which share of the traffic the new version gets, and when."""
        return (Shift(timedelta(), self.percent), Shift(self.bake, _ALL))


class Linear(DeployStrategy):
    """Equal shares move one after the other; see :meth:`DeployStrategy.linear`."""

    kind: Literal["linear"] = "linear"
    percent: _Percent
    interval: _Watch
    bake: _Watch

    @property
    def shifts(self) -> Sequence[Shift]:
        """Which share of the traffic the new version gets, and when."""
        steps = -(-_ALL // self.percent)
        return tuple(
            Shift(step * self.interval, min(_ALL, (step + 1) * self.percent)) for step in range(steps)
        )

"""How long an alarm looks before it fires."""

from dataclasses import dataclass
from datetime import timedelta

_MINUTE = timedelta(minutes=1)
_LATE_MINUTES = 2
_ENOUGH_PERIODS = 3
_ENOUGH_DATAPOINTS = 2


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """How many of the last minutes have to be bad.

    Parameters
    ----------
    periods
        The minutes that count.
    datapoints
        How many of them have to be bad, from 1 to ``periods``.
    """

    periods: int
    datapoints: int

    @classmethod
    def within(cls, bake: timedelta | None) -> "Evaluation":
        """Choose the most that still fires before a bake ends: two minutes of three, where there is time.

        A minute passes until the first whole one begins, and another until its datapoint has arrived and is
        evaluated, as an alarm is each minute [1]_. The bad minutes come on top.

        Parameters
        ----------
        bake
            How long a release waits, in whole minutes; nothing where it waits as long as alarms need.

        Raises
        ------
        ValueError
            If not a single bad minute could be seen in that time.

        References
        ----------
        .. [1] https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
        """
        if bake is None:
            return cls(periods=_ENOUGH_PERIODS, datapoints=_ENOUGH_DATAPOINTS)
        seen = bake // _MINUTE - _LATE_MINUTES
        if seen < 1:
            raise ValueError(
                f"A bake of {bake // _MINUTE} min ends before the rollback alarms can ever fire: it "
                f"should be at least {_LATE_MINUTES + 1} min, {_LATE_MINUTES} until a datapoint is there "
                "and 1 that is bad"
            )
        return cls(periods=min(seen, _ENOUGH_PERIODS), datapoints=min(seen, _ENOUGH_DATAPOINTS))

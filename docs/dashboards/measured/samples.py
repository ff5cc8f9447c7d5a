"""Single values of a metric, by their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


class Samples:
    """Values of a metric.

    Parameters
    ----------
    values
        Each with its time, in seconds since 1970, in any order.
    """

    def __init__(self, values: Iterable[tuple[float, float]]) -> None:
        given = sorted(values)
        self._times = np.array([at for at, _ in given])
        self._values = np.array([value for _, value in given])

    def between(self, start: float, end: float) -> NDArray[np.float64]:
        """Give the values after a moment and until another one.

        Parameters
        ----------
        start, end
            The moments. A value at the first is not among them, one at the second is.
        """
        first, beyond = np.searchsorted(self._times, [start, end], side="right")
        return self._values[first:beyond]

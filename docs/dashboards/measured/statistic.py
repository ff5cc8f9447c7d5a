"""CloudWatch's statistics.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from docs.dashboards.errors import DashboardError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from local.emulator.alarms.metric_math import Value

_PLAIN: Mapping[str, Callable[[NDArray[np.float64]], float]] = {
    "Average": lambda values: float(values.mean()),
    "Maximum": lambda values: float(values.max()),
    "Minimum": lambda values: float(values.min()),
    "SampleCount": lambda values: float(len(values)),
    "Sum": lambda values: float(values.sum()),
}
_PERCENTILE = re.compile(r"p(\d{1,2}(?:\.\d+)?|100)")
_TRIMMED_COUNT = re.compile(r"TC\((\d*\.?\d*):(\d*\.?\d*)\)")


class UnknownStatisticError(DashboardError):
    """A statistic is not known here; the message names it."""


def statistic(name: str, values: NDArray[np.float64]) -> Value:
    """Compute a statistic.

    Parameters
    ----------
    name
        Its name, such as ``Sum``, ``p99`` or ``TC(0.3:)``, which counts the values above 0.3.
    values
        The values; without any, there is no statistic.

    Raises
    ------
    UnknownStatisticError
        If it is none of those that are known here.
    """
    computed = _computing(name)
    return computed(values) if len(values) else None


def _computing(name: str) -> Callable[[NDArray[np.float64]], float]:
    if name in _PLAIN:
        return _PLAIN[name]
    if found := _PERCENTILE.fullmatch(name):
        share = float(found[1])
        return lambda values: float(np.percentile(values, share))
    if found := _TRIMMED_COUNT.fullmatch(name):
        above, until = float(found[1] or "-inf"), float(found[2] or "inf")
        return lambda values: float(((values > above) & (values <= until)).sum())
    known = f"{', '.join(_PLAIN)}, a percentile such as p99 or a trimmed count such as TC(0.3:)"
    raise UnknownStatisticError(f"The statistic {name!r} should be one of {known}")

"""The axes of graphs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.strictness import check_known
from docs.dashboards.drawing.views.look import GREY, GRID, TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docs.dashboards.graphs import Series, TimeRange

GRID_PLACE: Mapping[str, Any] = {"left": 6, "right": 16, "top": 26, "bottom": 6, "containLabel": True}
"""Where axes stand in a chart: there is room for their names above."""

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_INTERVALS = 4
_DAY = 24 * 3600
_SIDE = {"label", "max", "min", "showUnits"}


def value_axis(given: Mapping[str, Any], values: Sequence[float], series: Sequence[Series]) -> dict[str, Any]:
    """Give an axis of values, as the library takes it.

    Parameters
    ----------
    given
        What the widget says of it.
    values
        All that it has to hold.
    series
        What it is the axis of.
    """
    check_known("An axis", given, _SIDE)
    low, high, interval = bounds(values, given.get("min"), given.get("max"))
    return {
        "type": "value",
        "name": _name(given, series),
        "nameTextStyle": {"color": GREY, "fontSize": 11},
        "nameGap": 8,
        "min": low,
        "max": high,
        "interval": interval,
        "axisLabel": {
            "color": GREY,
            "fontSize": 11,
            "showMaxLabel": math.isclose((high - low) / interval, round((high - low) / interval)),
        },
        "splitLine": {"lineStyle": {"color": GRID}},
    }


def time_axis(time_range: TimeRange) -> dict[str, Any]:
    """Give an axis of time.

    Parameters
    ----------
    time_range
        From when until when.
    """
    return {
        "type": "time",
        "min": time_range.start * 1000,
        "max": time_range.end * 1000,
        "axisLabel": {
            "color": GREY,
            "fontSize": 11,
            "hideOverlap": True,
            "formatter": "{HH}:{mm}" if time_range.seconds <= _DAY else "{MM}/{dd}",
        },
        "axisLine": {"lineStyle": {"color": TEXT}, "onZero": False},
        "splitLine": {"show": False},
    }


def bounds(values: Sequence[float], low: float | None, high: float | None) -> tuple[float, float, float]:
    """Give where an axis begins and ends, and how far apart its lines are.

    Parameters
    ----------
    values
        All that it has to hold.
    low, high
        Where it is to begin and to end; nothing where the values decide.
    """
    least = min(values, default=0.0) if low is None else low
    most = max(values, default=1.0) if high is None else high
    if most <= least:
        most = least + 1
    interval = _step((most - least) / _INTERVALS)
    first = math.floor(least / interval) * interval if low is None else least
    return (
        first,
        first + math.ceil((most - first) / interval - 1e-9) * interval if high is None else most,
        interval,
    )


def _step(rough: float) -> float:
    magnitude = 10.0 ** math.floor(math.log10(rough))
    return next(step * magnitude for step in _STEPS if step * magnitude >= rough * (1 - 1e-9))


def _name(given: Mapping[str, Any], series: Sequence[Series]) -> str:
    if "label" in given or not given.get("showUnits", True):
        return str(given.get("label", ""))
    units = {each.unit for each in series}
    return units.pop() if len(units) == 1 else "Various units"

"""Lines over time."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.rendering import render
from docs.dashboards.drawing.strictness import check_known
from docs.dashboards.drawing.views.annotations import annotation_series, horizontal
from docs.dashboards.drawing.views.axis import GRID_PLACE, time_axis, value_axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from docs.dashboards.graphs import Graph, Series, TimeRange
    from local.emulator.alarms.metric_math import Value

_LEFT, _RIGHT = "left", "right"
_ROOM_FOR_LABEL = 1.06


def time_series(properties: Mapping[str, Any], graph: Graph, time_range: TimeRange) -> Markup:
    """Draw lines over time, stacked or not."""
    series = graph.series()
    is_stacked = bool(properties.get("stacked", False))
    has_right = any(each.is_right for each in series)
    sides = (_LEFT, _RIGHT) if has_right else (_LEFT,)
    given = properties.get("yAxis", {})
    check_known("The axes", given, {_LEFT, _RIGHT})
    lines = [_line(each, is_stacked=is_stacked) for each in series]
    axes = [
        value_axis(given.get(side, {}), *_held(properties, series, side, is_stacked=is_stacked))
        for side in sides
    ]
    option = {
        "animation": False,
        "useUTC": True,
        "grid": GRID_PLACE,
        "xAxis": time_axis(time_range),
        "yAxis": axes,
        "series": [*lines, *annotation_series(properties, series=len(series), axes=axes)],
    }
    legend = properties.get("legend", {"position": "bottom"})["position"]
    check_known("The place of a legend", [legend], {"bottom", "right", "hidden"})
    return render("chart.html.j2", option=option, series=series, legend=legend)


def points(series: Series) -> list[dict[str, Any] | list[Value]]:
    """Give the points of a line, as the library takes them; one without neighbours is a dot.

    Parameters
    ----------
    series
        The line.
    """
    values = [value for _, value in series.points]
    beside = zip(series.points, [None, *values], [*values[1:], None], strict=False)
    return [
        _point(at, value, is_alone=before is None and after is None) for (at, value), before, after in beside
    ]


def _line(series: Series, *, is_stacked: bool) -> dict[str, Any]:
    return {
        "type": "line",
        "name": series.label,
        "color": series.color,
        "yAxisIndex": int(series.is_right),
        "symbol": "none",
        "lineStyle": {"width": 2},
        "data": points(series),
        **({"stack": "all", "areaStyle": {"opacity": 0.6}} if is_stacked else {}),
    }


def _point(at: float, value: Value, *, is_alone: bool) -> dict[str, Any] | list[Value]:
    if value is not None and is_alone:
        return {"value": [at * 1000, value], "symbol": "circle", "symbolSize": 5}
    return [at * 1000, value]


def _held(
    properties: Mapping[str, Any], series: Sequence[Series], side: str, *, is_stacked: bool
) -> tuple[list[float], list[Series]]:
    """Give all that an axis has to hold, and the series that it is the axis of."""
    its = [each for each in series if each.is_right == (side == _RIGHT)]
    values = [value for each in its for value in each.known]
    if is_stacked:
        together = zip_longest(*([value or 0.0 for _, value in each.points] for each in its), fillvalue=0.0)
        values += [sum(each) for each in together]
    lines = [each["value"] for each in horizontal(properties) if each.get("yAxis", _LEFT) == side]
    values += [*lines, *(_ROOM_FOR_LABEL * line for line in lines)]
    return values, its

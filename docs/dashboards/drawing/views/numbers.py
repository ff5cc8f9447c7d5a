"""Last values, large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.rendering import render
from docs.dashboards.drawing.views.time_series import points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from docs.dashboards.graphs import Graph, Series, TimeRange

_SIGNS = {"Percent": "%", "Milliseconds": "ms", "Seconds": "s"}


def numbers(properties: Mapping[str, Any], graph: Graph, time_range: TimeRange) -> Markup:
    """Draw the last value of each metric, above its way there."""
    has_sparkline = bool(properties.get("sparkline", False))
    series = graph.series() if has_sparkline else graph.latest()
    shown = [
        (each, _SIGNS.get(each.unit, ""), _sparkline(each, time_range) if has_sparkline else None)
        for each in series
    ]
    return render("numbers.html.j2", shown=shown)


def _sparkline(series: Series, time_range: TimeRange) -> dict[str, Any]:
    known = series.known or [0.0]
    return {
        "animation": False,
        "grid": {"left": 0, "right": 0, "top": 2, "bottom": 0},
        "xAxis": {
            "type": "time",
            "show": False,
            "min": time_range.start * 1000,
            "max": time_range.end * 1000,
        },
        "yAxis": {"type": "value", "show": False, "min": min(0.0, *known), "max": max(known) or 1.0},
        "series": [
            {
                "type": "line",
                "name": series.label,
                "color": series.color,
                "symbol": "none",
                "lineStyle": {"width": 1.5},
                "areaStyle": {"opacity": 0.15},
                "data": points(series),
            }
        ],
    }

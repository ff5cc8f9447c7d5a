"""A gauge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.rendering import render
from docs.dashboards.drawing.strictness import UnknownWidgetError
from docs.dashboards.drawing.views.annotations import horizontal
from docs.dashboards.drawing.views.look import GREY, TEXT, TRACK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from docs.dashboards.graphs import Graph, TimeRange

_ARC = {"type": "gauge", "startAngle": 200, "endAngle": -20, "center": ["50%", "62%"], "splitNumber": 1}


def gauge(properties: Mapping[str, Any], graph: Graph, time_range: TimeRange) -> Markup:  # noqa: ARG001 - as all views
    """Draw the last value between the least and the most, with what is good and what is bad."""
    series = graph.latest()
    if len(series) != 1 or series[0].last is None:
        raise UnknownWidgetError(f"A gauge should show one metric, not {len(series)}")
    (shown,) = series
    axis = properties.get("yAxis", {}).get("left", {})
    if "min" not in axis or "max" not in axis:
        raise UnknownWidgetError("A gauge should say where it begins and ends: yAxis.left.min and max")
    value, least, most = shown.last or 0.0, float(axis["min"]), float(axis["max"])
    bands = [each for each in horizontal(properties) if each.get("fill", "none") == "above"]
    color = next(
        (each["color"] for each in _from_the_top(bands) if value >= each["value"]),
        _from_the_top(bands)[-1]["color"] if bands else shown.color,
    )
    option = {
        "animation": False,
        "series": [
            _ring(least, most, bands, shown.color),
            {
                **_ARC,
                "min": least,
                "max": most,
                "radius": "84%",
                "pointer": {"show": False},
                "progress": {"show": True, "width": 22, "itemStyle": {"color": color}},
                "axisLine": {"lineStyle": {"width": 22, "color": [[1, TRACK]]}},
                "axisTick": {"show": False},
                "splitLine": {"show": False},
                "axisLabel": {"distance": -14, "color": GREY, "fontSize": 11},
                "detail": {"offsetCenter": [0, "0%"], "fontSize": 26, "fontWeight": "normal", "color": TEXT},
                "data": [{"value": value}],
            },
        ],
    }
    return render("chart.html.j2", option=option, series=series, legend="bottom")


def _from_the_top(bands: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(bands, key=lambda each: -each["value"])


def _ring(least: float, most: float, bands: Sequence[Mapping[str, Any]], color: str) -> dict[str, Any]:
    """Draw around the gauge what is good and what is bad."""
    ordered = sorted(bands, key=lambda each: each["value"])
    ends = [*(each["value"] for each in ordered[1:]), most]
    stops = [
        [(end - least) / (most - least), each["color"]] for each, end in zip(ordered, ends, strict=False)
    ]
    return {
        **_ARC,
        "min": least,
        "max": most,
        "radius": "92%",
        "pointer": {"show": False},
        "axisLine": {"lineStyle": {"width": 5, "color": stops or [[1, color]]}},
        "axisTick": {"show": False},
        "splitLine": {"show": False},
        "axisLabel": {"show": False},
        "detail": {"show": False},
        "data": [],
    }

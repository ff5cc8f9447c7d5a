"""Last values beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.rendering import render
from docs.dashboards.drawing.views.annotations import annotation_series, horizontal
from docs.dashboards.drawing.views.axis import GRID_PLACE, value_axis
from docs.dashboards.drawing.views.look import GREY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from docs.dashboards.graphs import Graph, TimeRange


def bars(properties: Mapping[str, Any], graph: Graph, time_range: TimeRange) -> Markup:  # noqa: ARG001 - as all views
    """Draw a bar for the last value of each metric."""
    series = graph.latest()
    values = [0.0, *(value for each in series for value in each.known)]
    values += [each["value"] for each in horizontal(properties)]
    axis = value_axis(properties.get("yAxis", {}).get("left", {}), values, series)
    option = {
        "animation": False,
        "grid": GRID_PLACE,
        "xAxis": {
            "type": "category",
            "data": [each.label for each in series],
            "axisLabel": {"color": GREY, "fontSize": 11, "interval": 0},
            "axisTick": {"show": False},
            "axisLine": {"onZero": False},
        },
        "yAxis": [axis],
        "series": [
            {
                "type": "bar",
                "barMaxWidth": 60,
                "data": [{"value": each.last, "itemStyle": {"color": each.color}} for each in series],
            },
            *annotation_series(properties, series=len(series), axes=[axis]),
        ],
    }
    return render("chart.html.j2", option=option, series=series, legend="bottom")


def pie(properties: Mapping[str, Any], graph: Graph, time_range: TimeRange) -> Markup:  # noqa: ARG001 - as all views
    """Draw the share of each metric's last value in all."""
    series = graph.latest()
    option = {
        "animation": False,
        "series": [
            {
                "type": "pie",
                "radius": "92%",
                "label": {"position": "inside", "formatter": "{d} %", "color": "#fff", "fontSize": 11},
                "data": [
                    {"name": each.label, "value": each.last, "itemStyle": {"color": each.color}}
                    for each in series
                ],
            }
        ],
    }
    return render("chart.html.j2", option=option, series=series, legend="right")

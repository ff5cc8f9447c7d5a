"""Metrics, in whatever view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.rendering import render
from docs.dashboards.drawing.strictness import check_known
from docs.dashboards.drawing.views.bars import bars, pie
from docs.dashboards.drawing.views.gauge import gauge
from docs.dashboards.drawing.views.numbers import numbers
from docs.dashboards.drawing.views.table import table
from docs.dashboards.drawing.views.time_series import time_series
from docs.dashboards.graphs import Graph, plotted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from docs.dashboards.drawing.data import Data
    from docs.dashboards.graphs import TimeRange

_KNOWN = {
    "annotations",
    "end",
    "legend",
    "liveData",
    "metrics",
    "period",
    "region",
    "sparkline",
    "stacked",
    "start",
    "stat",
    "table",
    "title",
    "view",
    "yAxis",
}
_VIEWS: Mapping[str, Callable[[Mapping[str, Any], Graph, TimeRange], Markup]] = {
    "bar": bars,
    "gauge": gauge,
    "pie": pie,
    "singleValue": numbers,
    "table": table,
    "timeSeries": time_series,
}


def metric(properties: Mapping[str, Any], time_range: TimeRange, data: Data) -> Markup:
    """Draw metrics; where there are no values, say so."""
    check_known("The properties", properties, _KNOWN)
    view = properties.get("view", "timeSeries")
    check_known("The view", [view], _VIEWS)
    graph = Graph(plotted(properties), data.measurements, time_range)
    latest = graph.latest()
    if not any(each.known for each in latest):
        return render("no_data.html.j2", is_measured=graph.is_measured, series=latest)
    return _VIEWS[view](properties, graph, time_range)

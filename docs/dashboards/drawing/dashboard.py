"""A dashboard, as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.rendering import FOLDER, render
from docs.dashboards.drawing.strictness import check_known
from docs.dashboards.drawing.views.alarms import alarms
from docs.dashboards.drawing.views.log_table import log_table
from docs.dashboards.drawing.views.metric import metric
from docs.dashboards.drawing.views.text import text
from docs.dashboards.errors import DashboardError
from docs.dashboards.graphs import TimeRange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from markupsafe import Markup

    from docs.dashboards.drawing.data import Data
    from docs.dashboards.synthesised import Dashboard

PAGE_WIDTH = 1280
_COLUMNS = 24
_COLUMN_WIDTH = PAGE_WIDTH / _COLUMNS
_ROW_HEIGHT = 50
_HOUR = 3600
_BODY = {"start", "end", "periodOverride", "widgets"}
_WIDGETS: Mapping[str, Callable[[Mapping[str, Any], TimeRange, Data], Markup]] = {
    "alarm": alarms,
    "log": log_table,
    "metric": metric,
    "text": text,
}


@dataclass(frozen=True, kw_only=True)
class _Placed:
    kind: str
    title: str
    is_transparent: bool
    left: float
    top: int
    width: float
    height: int
    body: Markup


def html(dashboard: Dashboard, data: Data, *, charts: Path) -> str:
    """Draw a dashboard as a page that a browser shows.

    Parameters
    ----------
    dashboard
        The dashboard.
    data
        What it shows.
    charts
        The library that draws charts in the browser.

    Raises
    ------
    DashboardError
        If it has something that is not known here.
    """
    check_known(f"Dashboard {dashboard.name}", dashboard.body, _BODY)
    widgets = [_placed(each, dashboard, data) for each in dashboard.body["widgets"]]
    shown = TimeRange.of(dashboard.body, data.now)
    return render(
        "dashboard.html.j2",
        name=dashboard.name,
        hours=round(shown.seconds / _HOUR),
        now=data.now,
        width=PAGE_WIDTH,
        height=max((each.top + each.height for each in widgets), default=0),
        widgets=widgets,
        style=(FOLDER / "dashboard.css").read_text(encoding="utf-8"),
        script=(FOLDER / "dashboard.js").read_text(encoding="utf-8"),
        charts=charts.as_uri(),
    )


def _placed(widget: Mapping[str, Any], dashboard: Dashboard, data: Data) -> _Placed:
    properties = widget["properties"]
    title = properties.get("title", "")
    time_range = TimeRange.of({**dashboard.body, **properties}, data.now)
    try:
        check_known("The type", [widget["type"]], _WIDGETS)
        body = _WIDGETS[widget["type"]](properties, time_range, data)
    except DashboardError as error:
        raise DashboardError(f"Dashboard {dashboard.name}, widget {title!r}: {error}") from error
    return _Placed(
        kind=widget["type"],
        title=title,
        is_transparent=properties.get("background") == "transparent",
        left=widget["x"] * _COLUMN_WIDTH,
        top=widget["y"] * _ROW_HEIGHT,
        width=widget["width"] * _COLUMN_WIDTH,
        height=widget["height"] * _ROW_HEIGHT,
        body=body,
    )

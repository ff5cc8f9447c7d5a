"""Values in a table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.rendering import render
from docs.dashboards.drawing.strictness import check_known

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from docs.dashboards.graphs import Graph, TimeRange

_SUMMARIES: Mapping[str, Callable[[list[float]], float]] = {
    "MIN": min,
    "MAX": max,
    "SUM": sum,
    "AVG": lambda values: sum(values) / len(values),
}
_KNOWN = {"layout", "showTimeSeriesData", "stickySummary", "summaryColumns"}


def table(properties: Mapping[str, Any], graph: Graph, time_range: TimeRange) -> Markup:  # noqa: ARG001 - as all views
    """Draw a row for each metric: what its values come to, and the values, the last one first."""
    given = properties.get("table", {})
    check_known("A table", given, _KNOWN)
    check_known("The layout of a table", [given.get("layout", "horizontal")], {"horizontal"})
    summaries = given.get("summaryColumns", [])
    check_known("A table's summaries", summaries, _SUMMARIES)
    series = graph.series()
    has_values = given.get("showTimeSeriesData", True)
    times = [at for at, _ in series[0].points][::-1] if has_values else []
    rows = [
        (
            each,
            [_SUMMARIES[name](each.known) if each.known else None for name in summaries],
            [value for _, value in each.points][::-1] if has_values else [],
        )
        for each in series
    ]
    columns = [*(name.title() for name in summaries), *map(_clock, times)]
    return render("table.html.j2", columns=columns, rows=rows)


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%H:%M")

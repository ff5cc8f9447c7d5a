"""What a query finds in the log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.rendering import render
from docs.dashboards.drawing.strictness import check_known
from docs.dashboards.logs.insights import log_groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from docs.dashboards.drawing.data import Data
    from docs.dashboards.graphs import TimeRange

_TIMESTAMP = "@timestamp"


def log_table(properties: Mapping[str, Any], time_range: TimeRange, data: Data) -> Markup:
    """Draw what a query finds, as a table."""
    check_known("The properties", properties, {"query", "region", "title", "view", "start", "end"})
    check_known("The view", [properties.get("view", "table")], {"table"})
    (group,), query = log_groups(properties["query"])
    answer = data.lines.ask(
        query, service=data.environment.service_of(group), start=time_range.start, end=time_range.end
    )
    rows = [
        [_written(name, value) for name, value in zip(answer.columns, row, strict=True)]
        for row in answer.rows
    ]
    return render("log_table.html.j2", columns=answer.columns, rows=rows)


def _written(column: str, value: object) -> str:
    if column == _TIMESTAMP and isinstance(value, int):
        moment = datetime.fromtimestamp(value / 1000, UTC)
        return f"{moment:%Y-%m-%d %H:%M:%S}.{value % 1000:03}"
    return "" if value is None else str(value)

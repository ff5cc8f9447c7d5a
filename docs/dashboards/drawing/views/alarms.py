"""The states of alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.rendering import render
from docs.dashboards.drawing.strictness import check_known
from docs.dashboards.synthesised.resources import label_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from docs.dashboards.alarms import AlarmState
    from docs.dashboards.drawing.data import Data
    from docs.dashboards.graphs import TimeRange

_ORDERS: Mapping[str, Callable[[AlarmState], Any]] = {
    "default": lambda alarm: alarm.name,
    "stateUpdatedTimestamp": lambda alarm: -alarm.since,
}


def alarms(properties: Mapping[str, Any], time_range: TimeRange, data: Data) -> Markup:  # noqa: ARG001 - as all widgets
    """Draw the states of alarms."""
    check_known("The properties", properties, {"alarms", "sortBy", "states", "title"})
    order = properties.get("sortBy", "default")
    check_known("The order", [order], _ORDERS)
    found = [data.alarms[label_of(reference)] for reference in properties["alarms"]]
    wanted = properties.get("states") or {alarm.state for alarm in found}
    shown = [alarm for alarm in sorted(found, key=_ORDERS[order]) if alarm.state in wanted]
    return render("alarms.html.j2", alarms=shown)

"""Lines that say what is allowed, and when something happened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from docs.dashboards.drawing.strictness import UnknownWidgetError, check_known
from docs.dashboards.graphs.naming import COLORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HORIZONTAL = {"color", "fill", "label", "value", "visible", "yAxis"}
_VERTICAL = {"color", "label", "value", "visible"}
_LEFT, _RIGHT = "left", "right"
_FAINT = 0.12


def horizontal(properties: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the horizontal lines of a widget that are visible.

    Parameters
    ----------
    properties
        The widget's.
    """
    return list(_visible(properties, "horizontal", _HORIZONTAL))


def _visible(properties: Mapping[str, Any], direction: str, known: set[str]) -> Iterator[Mapping[str, Any]]:
    every = properties.get("annotations", {})
    check_known("Annotations", every, {"horizontal", "vertical"})
    for each in every.get(direction, ()):
        if not isinstance(each, dict):
            raise UnknownWidgetError(f"An annotation should be a line, not {each!r}")
        check_known("An annotation", each, known)
        if each.get("visible", True):
            yield each


def annotation_series(
    properties: Mapping[str, Any], *, series: int, axes: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Give what draws the annotations of a widget, as the library takes it: an empty series for each axis.

    Parameters
    ----------
    properties
        The widget's.
    series
        How many series it has, whose colours are taken.
    axes
        Its axes of values, as the library takes them: the left one, and the right one if there is one.
    """
    lines = [
        {**each, "color": each.get("color", COLORS[(series + number) % len(COLORS)])}
        for number, each in enumerate(horizontal(properties))
    ]
    vertical = list(_visible(properties, "vertical", _VERTICAL))
    return [
        _drawn(
            number,
            [each for each in lines if each.get("yAxis", _LEFT) == side],
            () if number else vertical,
            axis,
        )
        for number, (side, axis) in enumerate(zip((_LEFT, _RIGHT), axes, strict=False))
    ]


def _drawn(
    number: int,
    lines: Sequence[Mapping[str, Any]],
    vertical: Sequence[Mapping[str, Any]],
    axis: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "type": "line",
        "yAxisIndex": number,
        "data": [],
        "silent": True,
        "markLine": {
            "symbol": "none",
            "silent": True,
            "data": [*map(_line, lines), *map(_moment, vertical)],
        },
        "markArea": {"silent": True, "data": [area for each in lines if (area := _area(each, axis))]},
    }


def _line(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"yAxis": given["value"], **_style(given, "insideStartTop")}


def _moment(given: Mapping[str, Any]) -> dict[str, Any]:
    at = datetime.fromisoformat(given["value"]).timestamp() * 1000
    return {"xAxis": at, **_style(given, "insideEndTop")}


def _style(given: Mapping[str, Any], position: str) -> dict[str, Any]:
    color = given.get("color", COLORS[0])
    return {
        "lineStyle": {"color": color, "type": "solid", "width": 1.5},
        "label": {
            "formatter": given.get("label", ""),
            "color": color,
            "fontSize": 11,
            "fontWeight": "bold",
            "position": position,
        },
    }


def _area(given: Mapping[str, Any], axis: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    fill = given.get("fill", "none")
    check_known("The fill of an annotation", [fill], {"above", "below", "none"})
    if fill == "none":
        return None
    style = {"itemStyle": {"color": given["color"], "opacity": _FAINT}}
    return [{"yAxis": given["value"], **style}, {"yAxis": axis["max" if fill == "above" else "min"]}]

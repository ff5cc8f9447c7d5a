"""A text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from docs.dashboards.drawing.strictness import check_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docs.dashboards.drawing.data import Data
    from docs.dashboards.graphs import TimeRange

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def text(properties: Mapping[str, Any], time_range: TimeRange, data: Data) -> Markup:  # noqa: ARG001 - as all widgets
    """Draw a text in Markdown; HTML in it is shown as it is written."""
    check_known("The properties", properties, {"markdown", "background"})
    return Markup(_MARKDOWN.render(properties["markdown"]))  # noqa: S704 - HTML is escaped

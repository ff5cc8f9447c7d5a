"""Draws dashboards as CloudWatch would, to pictures."""

from docs.dashboards.drawing.browser import Browser, DrawingError, find_chromium
from docs.dashboards.drawing.dashboard import html
from docs.dashboards.drawing.data import Data
from docs.dashboards.drawing.strictness import UnknownWidgetError

__all__ = ["Browser", "Data", "DrawingError", "UnknownWidgetError", "find_chromium", "html"]

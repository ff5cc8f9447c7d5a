"""The templates of pages and widgets."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FOLDER = Path(__file__).with_name("templates")


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


_ENVIRONMENT = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
_ENVIRONMENT.filters["moment"] = _moment


def render(template: str, /, **content: object) -> Markup:
    """Fill a template in.

    Parameters
    ----------
    template
        Its name.
    content
        What it takes.
    """
    return Markup(_ENVIRONMENT.get_template(template).render(**content))  # noqa: S704 - made with escaping

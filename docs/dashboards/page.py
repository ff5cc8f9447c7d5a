"""The page that shows the pictures."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from docs.dashboards.driving import Story
from docs.dashboards.errors import DashboardError
from docs.dashboards.graphs import plotted
from docs.dashboards.logs import LogLines
from docs.dashboards.measured import Measurements, Metric
from docs.dashboards.measured.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docs.dashboards.synthesised import Dashboard, Environment

_TEXTS = Path(__file__).with_name("texts.toml")


class UntoldError(DashboardError):
    """A dashboard has no text; the message names all that have none, and where the texts are."""


def page(environment: Environment) -> str:
    """Write the page, in Markdown.

    Parameters
    ----------
    environment
        The environment whose dashboards are shown.

    Raises
    ------
    UntoldError
        If a dashboard has no text.
    """
    texts = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
    dashboards = {short_name(environment, each): each for each in environment.dashboards}
    if untold := sorted(dashboards.keys() - texts["dashboard"]):
        raise UntoldError(f"{_TEXTS.name} should have a text for each dashboard: {', '.join(untold)}")
    told = {name: text for name, text in texts["dashboard"].items() if name in dashboards}
    parts = [
        texts["introduction"].format(**vars(Story())),
        *(_part(name, text) for name, text in told.items()),
        _unmeasured(environment, texts["unmeasured"]),
    ]
    return "\n".join(part.strip() + "\n" for part in parts)


def short_name(environment: Environment, dashboard: Dashboard) -> str:
    """Give a dashboard's name without that of its environment: its picture's, too.

    Parameters
    ----------
    environment
        The environment.
    dashboard
        The dashboard.
    """
    return dashboard.name.removeprefix(f"{environment.name}-")


def _part(name: str, text: str) -> str:
    return f"## {name}\n\n{text.strip()}\n\n![The dashboard {name}](images/dashboards/{name}.png)"


def _unmeasured(environment: Environment, text: str) -> str:
    found = sorted(set(_unmeasured_metrics(environment)))
    return "\n".join([text, *(f"- {namespace}: {', '.join(names)}" for namespace, names in _grouped(found))])


def _grouped(metrics: list[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    for namespace in dict.fromkeys(namespace for namespace, _ in metrics):
        yield namespace, [f"`{name}`" for each, name in metrics if each == namespace]


def _unmeasured_metrics(environment: Environment) -> Iterator[tuple[str, str]]:
    """Give the metrics of the dashboards for which there can be no data, however the shop is driven."""
    measurements = Measurements.of(environment, Seen.nothing(), LogLines([]))
    for dashboard in environment.dashboards:
        for widget in dashboard.body["widgets"]:
            for each in plotted(widget["properties"]):
                if isinstance(each.source, Metric) and not measurements.are_of(each.source):
                    yield each.source.namespace, each.source.name

"""Refuses what would not be drawn, rather than leave it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.dashboards.errors import DashboardError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class UnknownWidgetError(DashboardError):
    """A dashboard has something that is not known here; the message says what and what is known."""


def check_known(what: str, given: Iterable[str], known: Collection[str]) -> None:
    """Refuse names that are not known.

    Parameters
    ----------
    what
        What they are of.
    given
        The names.
    known
        Those that are known.

    Raises
    ------
    UnknownWidgetError
        If any is not.
    """
    if unknown := sorted(set(given) - set(known)):
        raise UnknownWidgetError(f"{what}: {', '.join(unknown)} should be one of {', '.join(sorted(known))}")

"""The one door to ministack's private names: one that a new version lacks is named when we start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType


def read(module: ModuleType, name: str) -> Any:
    """Return what a module keeps under a name.

    Parameters
    ----------
    module
        One of ministack's.
    name
        The name.
    """
    try:
        return getattr(module, name)
    except AttributeError:
        message = f"{module.__name__} has no {name}: the extensions fit another version of it."
        raise SystemExit(message) from None


def replace(name: str, value: Any, *modules: ModuleType) -> None:
    """Replace what modules keep under a name, each of which must have it.

    Parameters
    ----------
    name
        The name.
    value
        What takes its place.
    modules
        Every module that holds it: one that imported the name keeps its own.
    """
    for module in modules:
        read(module, name)
        setattr(module, name, value)

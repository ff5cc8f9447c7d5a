"""Reads and writes values by their path in a resource's properties, such as ``Endpoint/Address``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def values_at(properties: Any, path: str) -> list[Any]:
    """Return every value at a path; ``*`` stands for each element of a list.

    Parameters
    ----------
    properties
        What is searched.
    path
        Such as ``Volumes/*/Size``.
    """
    found = [properties]
    for step in path.split("/"):
        if step == "*":
            found = [item for value in found if isinstance(value, list) for item in value]
        else:
            found = [value[step] for value in found if isinstance(value, dict) and step in value]
    return found


def value_at(properties: Any, path: str) -> Any:
    """Return the value at a path, or None.

    Parameters
    ----------
    properties
        What is searched.
    path
        Such as ``Endpoint/Address``.
    """
    found = values_at(properties, path)
    return found[0] if found else None


def set_at(properties: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at a path, unless something stands there or a list is on the way.

    Parameters
    ----------
    properties
        What is changed.
    path
        Such as ``Endpoint/Address``.
    value
        What is set.
    """
    *parents, last = path.split("/")
    here: Any = properties
    for step in parents:
        here = here.setdefault(step, {})
        if not isinstance(here, dict):
            return
    here.setdefault(last, value)


def remove_at(properties: dict[str, Any], path: str) -> None:
    """Remove the value at a path, if there is one.

    Parameters
    ----------
    properties
        What is changed.
    path
        Such as ``Endpoint/Address``.
    """
    parent, _, last = path.rpartition("/")
    here = value_at(properties, parent) if parent else properties
    if isinstance(here, dict):
        here.pop(last, None)


def flatten(properties: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value with its ``Fn::GetAtt`` name: ``Endpoint`` and ``Endpoint.Address``.

    Parameters
    ----------
    properties
        What is flattened.
    prefix
        What stands before each name.
    """
    for key, value in properties.items():
        yield f"{prefix}{key}", value
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{key}.")

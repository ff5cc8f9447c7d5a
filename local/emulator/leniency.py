"""CloudFormation's lenient types: a template may write a number or a boolean as a string, and the reverse."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_INTEGER = re.compile(r"[+-]?\d+")
_BOOLEANS = {"true", "false"}


def as_text(value: Any) -> str | None:
    """Return a scalar as the string that CloudFormation passes on; nothing for a list or an object.

    Parameters
    ----------
    value
        A property's value.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    return None


def as_number(value: Any) -> float | None:
    """Return what a value says as a number; nothing where it says none.

    Parameters
    ----------
    value
        A property's value.
    """
    if isinstance(value, bool):
        return None
    if not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def is_kind(value: Any, kind: str) -> bool:
    """Say whether CloudFormation takes a value where a schema asks for a type.

    Parameters
    ----------
    value
        A property's value.
    kind
        A JSON Schema type, such as ``integer``.
    """
    return _CHECKS[kind](value)


def listed(values: Iterable[Any]) -> str:
    """Write what is allowed, for a message.

    Parameters
    ----------
    values
        The choices.
    """
    return ", ".join(as_text(value) or str(value) for value in values)


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value.lower() in _BOOLEANS)


def _is_integer(value: Any) -> bool:
    if isinstance(value, str):
        return _INTEGER.fullmatch(value) is not None
    number = as_number(value)
    return number is not None and number.is_integer()


def same(left: Any, right: Any) -> bool:
    """Say whether two values are the same to CloudFormation: ``7`` and ``"7"`` are.

    Parameters
    ----------
    left, right
        The values.
    """
    if left == right:
        return True
    return as_text(left) is not None and as_text(left) == as_text(right)


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: as_text(value) is not None,
    "boolean": _is_boolean,
    "integer": _is_integer,
    "number": lambda value: as_number(value) is not None,
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
}

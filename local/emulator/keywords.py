"""JSON Schema's keywords as CloudFormation means them, for the `jsonschema` library to apply."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from local.emulator.leniency import as_number, as_text, is_kind, listed, same
from local.emulator.patterns import matches
from local.emulator.shapes import (
    additional,
    any_of,
    dependent_excluded,
    one_of,
    required,
    required_or,
    required_xor,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def kind(_validator: Any, kinds: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``type``."""
    wanted = [kinds] if isinstance(kinds, str) else kinds
    if not any(is_kind(value, each) for each in wanted):
        yield ValidationError(f"must be of type {' or '.join(wanted)}")


def enum(_validator: Any, choices: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``enum``."""
    if not any(same(value, choice) for choice in choices):
        yield ValidationError(f"must be one of {listed(choices)}")


def enum_case_insensitive(
    _validator: Any, choices: Any, value: Any, _schema: Any
) -> Iterator[ValidationError]:
    """Check ``enumCaseInsensitive``."""
    text = as_text(value)
    if text is not None and text.lower() not in {str(choice).lower() for choice in choices}:
        yield ValidationError(f"must be one of {listed(choices)}")


def constant(_validator: Any, expected: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``const``."""
    if not same(value, expected):
        yield ValidationError(f"must be {listed([expected])}")


def pattern(_validator: Any, expression: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``pattern``."""
    text = as_text(value)
    if text is not None and not matches(expression, text):
        yield ValidationError(f"must match the pattern {expression}")


def _bound(sentence: str, holds: Callable[[float, float], bool]) -> Callable[..., Iterator[ValidationError]]:
    def check(_validator: Any, bound: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
        number, limit = as_number(value), as_number(bound)
        if number is not None and limit is not None and not holds(number, limit):
            yield ValidationError(f"{sentence} {bound}")

    return check


def _length(sentence: str, holds: Callable[[int, int], bool]) -> Callable[..., Iterator[ValidationError]]:
    def check(_validator: Any, bound: int, value: Any, _schema: Any) -> Iterator[ValidationError]:
        text = as_text(value)
        if text is not None and not holds(len(text), bound):
            yield ValidationError(f"must have {sentence} {bound} characters, has {len(text)}")

    return check


def _size(
    sentence: str, holds: Callable[[int, int], bool], kinds: type
) -> Callable[..., Iterator[ValidationError]]:
    def check(_validator: Any, bound: int, value: Any, _schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, kinds) and not holds(len(value), bound):  # type: ignore[arg-type]
            yield ValidationError(f"must have {sentence} {bound} entries, has {len(value)}")  # type: ignore[arg-type]

    return check


def _is_multiple(number: float, step: float) -> bool:
    # 0.1 has no exact binary form, so 0.3 / 0.1 is not quite 3.
    return math.isclose(number / step, round(number / step), abs_tol=1e-9)


KEYWORDS: dict[str, Any] = {
    "type": kind,
    "enum": enum,
    "enumCaseInsensitive": enum_case_insensitive,
    "const": constant,
    "pattern": pattern,
    "minimum": _bound("must be at least", lambda number, bound: number >= bound),
    "maximum": _bound("must be at most", lambda number, bound: number <= bound),
    "exclusiveMinimum": _bound("must be more than", lambda number, bound: number > bound),
    "exclusiveMaximum": _bound("must be less than", lambda number, bound: number < bound),
    "multipleOf": _bound("must be a multiple of", _is_multiple),
    "minLength": _length("at least", lambda length, bound: length >= bound),
    "maxLength": _length("at most", lambda length, bound: length <= bound),
    "minItems": _size("at least", lambda size, bound: size >= bound, list),
    "maxItems": _size("at most", lambda size, bound: size <= bound, list),
    "minProperties": _size("at least", lambda size, bound: size >= bound, dict),
    "maxProperties": _size("at most", lambda size, bound: size <= bound, dict),
    "additionalProperties": additional,
    "required": required,
    "requiredOr": required_or,
    "requiredXor": required_xor,
    "dependentExcluded": dependent_excluded,
    "dependentRequired": Draft202012Validator.VALIDATORS["dependentRequired"],
    "oneOf": one_of,
    "anyOf": any_of,
}

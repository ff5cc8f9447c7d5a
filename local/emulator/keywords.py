"""JSON Schema's keywords as CloudFormation means them, for the `jsonschema` library to apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import regex
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from local.emulator.leniency import as_number, as_text, is_kind, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

def _listed(values: Any) -> str:
    return ", ".join(str(as_text(value) or value) for value in values)


def kind(_validator: Any, kinds: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``type``."""
    wanted = [kinds] if isinstance(kinds, str) else kinds
    if not any(is_kind(value, each) for each in wanted):
        yield ValidationError(f"must be of type {' or '.join(wanted)}")


def enum(_validator: Any, choices: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``enum``."""
    if not any(same(value, choice) for choice in choices):
        yield ValidationError(f"must be one of {_listed(choices)}")


def enum_case_insensitive(_validator: Any, choices: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``enumCaseInsensitive``."""
    text = as_text(value)
    if text is not None and text.lower() not in {str(choice).lower() for choice in choices}:
        yield ValidationError(f"must be one of {_listed(choices)}")


def constant(_validator: Any, expected: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``const``."""
    if not same(value, expected):
        yield ValidationError(f"must be {_listed([expected])}")


def pattern(_validator: Any, expression: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``pattern``; the schemas use classes that the standard library's ``re`` does not know."""
    text = as_text(value)
    if text is None:
        return
    try:
        found = regex.search(expression, text)
    except regex.error:  # one that only Java or JavaScript reads: AWS checks it, we cannot
        return
    if found is None:
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


def _size(sentence: str, holds: Callable[[int, int], bool], kinds: type) -> Callable[..., Iterator[ValidationError]]:
    def check(_validator: Any, bound: int, value: Any, _schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, kinds) and not holds(len(value), bound):  # type: ignore[arg-type]
            yield ValidationError(f"must have {sentence} {bound} entries, has {len(value)}")  # type: ignore[arg-type]

    return check


def additional(_validator: Any, allowed: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """Check ``additionalProperties: false``, with one error for each unknown name."""
    if allowed is not False or not isinstance(value, dict):
        return
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for name in value:
        if name not in known and not any(regex.search(each, name) for each in patterns):
            choices = f"; allowed: {', '.join(sorted(known))}" if known else ""
            yield ValidationError(f"is not a property here{choices}", path=[name], instance=value[name])


def required(_validator: Any, names: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``required``, with one error for each missing name."""
    if isinstance(value, dict):
        for name in names:
            if name not in value:
                yield ValidationError("is required and missing", path=[name])


def _present(names: Any, value: Any) -> list[str] | None:
    return [name for name in names if name in value] if isinstance(value, dict) else None


def required_or(_validator: Any, names: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``requiredOr``: at least one."""
    if _present(names, value) == []:
        yield ValidationError(f"must have one of {_listed(names)}")


def required_xor(_validator: Any, names: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``requiredXor``: exactly one."""
    found = _present(names, value)
    if found is not None and len(found) != 1:
        yield ValidationError(f"must have exactly one of {_listed(names)}")


def dependent_excluded(_validator: Any, exclusions: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``dependentExcluded``: one name rules others out."""
    for name, others in exclusions.items():
        for other in (_present(others, value) or []) if name in value else []:
            yield ValidationError(f"cannot stand beside {name}", path=[other], instance=value[other])


def one_of(validator: Any, branches: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``oneOf``; a scalar may fit several, as it may be written as a string."""
    fitting = [branch for branch in branches if validator.evolve(schema=branch).is_valid(value)]
    if not fitting:
        yield from _none_fits(validator, branches, value)
    elif len(fitting) > 1 and isinstance(value, dict):
        yield ValidationError(f"must take exactly one of its {len(branches)} forms, takes {len(fitting)}")


def any_of(validator: Any, branches: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``anyOf``."""
    if not any(validator.evolve(schema=branch).is_valid(value) for branch in branches):
        yield from _none_fits(validator, branches, value)


def _none_fits(validator: Any, branches: Any, value: Any) -> Iterator[ValidationError]:
    """Explain the form that comes nearest: the others' errors would mislead."""
    trials = [list(validator.descend(value, branch, schema_path=index)) for index, branch in enumerate(branches)]
    yield from min(trials, key=len)


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
    "multipleOf": _bound("must be a multiple of", lambda number, step: abs(number / step - round(number / step)) < 1e-9),
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

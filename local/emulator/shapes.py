"""JSON Schema's keywords for objects and alternatives, as CloudFormation means them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonschema.exceptions import ValidationError

from local.emulator.leniency import listed
from local.emulator.patterns import matches

if TYPE_CHECKING:
    from collections.abc import Iterator


def additional(_validator: Any, allowed: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """Check ``additionalProperties: false``, with one error for each unknown name."""
    if allowed is not False or not isinstance(value, dict):
        return
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for name in value:
        if name not in known and not any(matches(each, name) for each in patterns):
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
        yield ValidationError(f"must have one of {listed(names)}")


def required_xor(_validator: Any, names: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Check ``requiredXor``: exactly one."""
    found = _present(names, value)
    if found is not None and len(found) != 1:
        yield ValidationError(f"must have exactly one of {listed(names)}")


def dependent_excluded(
    _validator: Any, exclusions: Any, value: Any, _schema: Any
) -> Iterator[ValidationError]:
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
    trials = [
        list(validator.descend(value, branch, schema_path=index)) for index, branch in enumerate(branches)
    ]
    yield from min(trials, key=len)

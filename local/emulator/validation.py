"""Checks a resource's properties against its type's schema, as CloudFormation does before it provisions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema import Draft7Validator
from jsonschema.validators import extend

from local.emulator.keywords import KEYWORDS
from local.emulator.paths import values_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema.exceptions import ValidationError

    from local.emulator.catalog import ResourceSchema

_LONGEST_VALUE = 200
_SYSTEM_TAG_PREFIX = "aws:"
_Validator = extend(Draft7Validator, KEYWORDS)  # type: ignore[no-untyped-call]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with a resource's properties.

    Parameters
    ----------
    path
        Where, such as ``#/Tags/0/Key``.
    value
        What the template gives there, written as JSON; empty where nothing stands.
    rule
        What is allowed, as the end of a sentence.
    """

    path: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"{self.path}: {self.value} {self.rule}" if self.value else f"{self.path} {self.rule}"


def problems(schema: ResourceSchema, properties: Mapping[str, Any]) -> list[Problem]:
    """Return everything wrong with a resource's properties, in the order of their paths.

    Parameters
    ----------
    schema
        The type's schema.
    properties
        The properties, intrinsic functions resolved.
    """
    checked = without_system_tags(schema, properties)
    found = {_problem(error) for error in _Validator(schema.document).iter_errors(checked)}
    found |= {
        Problem(path=f"#/{path}", value=_written(values_at(checked, path)[0]), rule="is read-only")
        for path in schema.read_only
        # Some schemas call what can be set once read-only, too, such as the key of a CodeArtifact domain.
        if path not in schema.create_only and values_at(checked, path)
    }
    return sorted(found, key=lambda problem: (problem.path, problem.rule))


def explanation(schema: ResourceSchema, logical_id: str, found: list[Problem]) -> str:
    """Write problems as the reason of a failed resource.

    Parameters
    ----------
    schema
        The type's schema.
    logical_id
        The resource's name in the template.
    found
        What is wrong.
    """
    lines = "".join(f"\n  {problem}" for problem in found)
    return f"Properties validation failed for resource {logical_id} ({schema.type_name}):{lines}"


def without_system_tags(schema: ResourceSchema, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the tags that CloudFormation itself adds and that a template may not set.

    Parameters
    ----------
    schema
        The type's schema.
    properties
        The properties.
    """
    checked = dict(properties)
    name = str(schema.document.get("tagging", {}).get("tagProperty", "/properties/Tags")).rsplit("/", 1)[-1]
    for key in {name, "Tags"} & checked.keys():
        kept = _without_system_tags(checked[key])
        if kept or not checked[key]:
            checked[key] = kept
        else:
            del checked[key]
    return checked


def _without_system_tags(tags: Any) -> Any:
    if isinstance(tags, dict):
        return {key: value for key, value in tags.items() if not str(key).startswith(_SYSTEM_TAG_PREFIX)}
    if isinstance(tags, list):
        return [tag for tag in tags if not _is_system_tag(tag)]
    return tags


def _is_system_tag(tag: Any) -> bool:
    return isinstance(tag, dict) and str(tag.get("Key", "")).startswith(_SYSTEM_TAG_PREFIX)


def _problem(error: ValidationError) -> Problem:
    path = "/".join(str(step) for step in error.absolute_path)
    missing = error.validator == "required"
    return Problem(path=f"#/{path}", value="" if missing else _written(error.instance), rule=error.message)


def _written(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"

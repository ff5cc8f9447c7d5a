"""From the CDK context to settings, or to the list of all that is wrong."""

import json
import re
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from stacks.settings.models import Settings
from stacks.settings.problems import HIDDEN, MISSING, Problem, SettingsError
from stacks.settings.rules import broken_rules

ENVIRONMENTS = "environments"
SELECTION = "environment"
PREVIEW = "preview"
_PREVIEW = re.compile(r"[1-9][0-9]{0,4}")
_CHOICES = ("selection", "preview")
_NAMES = tuple(name for name in Settings.model_fields if name not in _CHOICES)


def read_settings(context: Mapping[str, object]) -> Settings:
    """Read the key ``environments`` of a CDK context, and what selects one of them.

    The key ``environment`` names one; ``preview`` is the number of a pull request, which is shown alone.

    Parameters
    ----------
    context
        The context, such as :func:`cdk_context` gives.

    Raises
    ------
    SettingsError
        If anything is wrong; it holds everything that is. A rule over several values is checked wherever
        each of them is valid by itself.

    Examples
    --------
    >>> from stacks.settings import cdk_context, read_settings
    >>> read_settings(cdk_context()).local.region
    'us-east-1'
    """
    problems: list[Problem] = []
    given = context.get(ENVIRONMENTS, MISSING)
    valid = _read(Settings, given, ENVIRONMENTS, problems, leave_out=_CHOICES)
    problems.extend(broken_rules(valid))
    selection = context.get(SELECTION)
    if selection is not None and selection not in _NAMES:
        problems.append(Problem(SELECTION, selection, f"one of {', '.join(_NAMES)}"))
    preview = context.get(PREVIEW)
    if preview is not None and not _PREVIEW.fullmatch(str(preview)):
        problems.append(Problem(PREVIEW, preview, "the number of a pull request, from 1 to 99999"))
    if problems:
        raise SettingsError(problems)
    number = None if preview is None else int(str(preview))
    return Settings.model_validate({**valid, "selection": selection, "preview": number})


def _read(
    model: type[BaseModel], given: object, path: str, problems: list[Problem], leave_out: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Give the values that are valid by themselves, and add a problem for each that is not."""
    fields = {name: field for name, field in model.model_fields.items() if name not in leave_out}
    names = ", ".join(fields)
    if not isinstance(given, Mapping):
        problems.append(Problem(path, given, f"an object with {names}"))
        return {}
    problems.extend(
        Problem(f"{path}.{key}", given[key], f"removed: allowed here are {names}")
        for key in given
        if key not in fields
    )
    valid: dict[str, Any] = {}
    for name, field in fields.items():
        value, where = given.get(name, MISSING), f"{path}.{name}"
        part = _part(field)
        if part is not None and not (value is None and NoneType in get_args(field.annotation)):
            valid[name] = _read(part, value, where, problems)
            continue
        try:
            # As JSON, where a list is a tuple and a number is no text.
            valid[name] = _adapter(model, name).validate_json(json.dumps(value), strict=True)
        except (ValidationError, TypeError):  # what is missing is no JSON
            shown = HIDDEN if _may_be_secret(field) and value is not MISSING else value
            problems.append(Problem(where, shown, str(field.description)))
    return valid


def _may_be_secret(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("writeOnly"))


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    annotation: Any = Annotated[field.annotation, field]
    return TypeAdapter(annotation)


def _part(field: FieldInfo) -> type[BaseModel] | None:
    """Give the model of a field that holds one, alone or beside ``None``."""
    is_choice = get_origin(field.annotation) in (Union, UnionType)
    for kind in get_args(field.annotation) if is_choice else (field.annotation,):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None

"""The context of cdk.json, ways to spoil it, and what is then wrong with it."""

import copy
from collections.abc import Sequence
from typing import Any

from stacks.settings import Problem, SettingsError, cdk_context, read_settings
from stacks.settings.problems import MISSING


def valid_context() -> dict[str, Any]:
    """Copy the context of cdk.json, to be spoilt."""
    context: dict[str, Any] = copy.deepcopy(dict(cdk_context()))
    return context


def spoil(context: dict[str, Any], path: Sequence[str | int], value: Any) -> None:
    """Put a value at a path, or take away what is there."""
    *folders, last = path
    place: Any = context
    for folder in folders:
        place = place[folder]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value


def problems_of(context: dict[str, Any]) -> tuple[Problem, ...]:
    """Say what is wrong with a context: nothing, if it can be read."""
    try:
        read_settings(context)
    except SettingsError as error:
        return error.problems
    return ()

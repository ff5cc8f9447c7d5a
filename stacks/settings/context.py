"""Where the CDK context comes from before there is an app."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from stacks.settings.problems import Problem, SettingsError

CDK_JSON = Path(__file__).parent.parent.parent / "cdk.json"
_GIVEN_BY_CLI = "CDK_CONTEXT_JSON"
_OVERFLOW_GIVEN_BY_CLI = "CONTEXT_OVERFLOW_LOCATION_ENV"


def cdk_context() -> Mapping[str, object]:
    """Read the context as the CDK CLI hands it over, or from ``cdk.json`` where there is no CLI.

    ``cdk.App`` reads it too, but makes its output folder first; settings are checked before that.

    Raises
    ------
    SettingsError
        If it is no JSON object, or in a file that cannot be read.
    """
    # What is too long for a variable comes in a file: the rest of the context, or all of it.
    given, overflow = os.environ.get(_GIVEN_BY_CLI), os.environ.get(_OVERFLOW_GIVEN_BY_CLI)
    if given or overflow:
        return {
            **(_object(given, _GIVEN_BY_CLI) if given else {}),
            **(_object(_text(Path(overflow)), _OVERFLOW_GIVEN_BY_CLI) if overflow else {}),
        }
    context = _object(_text(CDK_JSON), "cdk.json").get("context", {})
    if not isinstance(context, dict):
        raise SettingsError([Problem("context", context, "an object")])
    return context


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([Problem(path.name, str(error), "a file that can be read")]) from None


def _object(text: str, name: str) -> dict[str, object]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError([Problem(name, str(error), "valid JSON")]) from None
    if not isinstance(value, dict):
        raise SettingsError([Problem(name, value, "a JSON object")])
    return value

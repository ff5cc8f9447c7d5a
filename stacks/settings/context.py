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
        If it is no JSON object.
    """
    if _GIVEN_BY_CLI in os.environ:
        return {
            **_object(os.environ[_GIVEN_BY_CLI], _GIVEN_BY_CLI),
            **_overflow(os.environ.get(_OVERFLOW_GIVEN_BY_CLI)),
        }
    try:
        text = CDK_JSON.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError([Problem("cdk.json", str(error), "a file that can be read")]) from None
    context = _object(text, "cdk.json").get("context", {})
    if not isinstance(context, dict):
        raise SettingsError([Problem("context", context, "an object")])
    return context


def _overflow(path: str | None) -> dict[str, object]:
    """Read what the CLI found too long for an environment variable."""
    return {} if path is None else _object(Path(path).read_text(encoding="utf-8"), path)


def _object(text: str, name: str) -> dict[str, object]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise SettingsError([Problem(name, str(error), "valid JSON")]) from None
    if not isinstance(value, dict):
        raise SettingsError([Problem(name, value, "a JSON object")])
    return value

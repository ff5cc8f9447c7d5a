"""How a patch changes an object."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

_LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
_JSON_PATCH = "application/json-patch+json"
_APPLY = "application/apply-patch+yaml"


def patched(live: dict[str, Any], patch: Any, kind: str) -> dict[str, Any]:
    """Give an object as a patch wants it.

    What ``kubectl apply`` sends names the whole configuration and the one before, from which fields that went
    follow. So a strategic merge, whose rules differ from field to field, is never needed: a list is the
    configuration's.

    Parameters
    ----------
    live
        The object as it is.
    patch
        What is sent.
    kind
        The patch's media type.
    """
    if kind == _JSON_PATCH:
        return _operated(live, patch)
    applied = _annotation(patch)
    if kind == _APPLY or applied is None:
        merged: dict[str, Any] = _merged(live, patch)
        return merged
    configuration = json.loads(applied)
    before = json.loads(_annotation(live) or "{}")
    result = _three_way(live, before, configuration)
    result.setdefault("metadata", {}).setdefault("annotations", {})[_LAST_APPLIED] = applied
    return result


def _annotation(thing: Any) -> str | None:
    annotations = ((thing or {}).get("metadata") or {}).get("annotations") or {}
    found = annotations.get(_LAST_APPLIED)
    return None if found is None else str(found)


def _three_way(live: Any, before: Any, after: dict[str, Any]) -> dict[str, Any]:
    result = deepcopy(live) if isinstance(live, dict) else {}
    for name in before if isinstance(before, dict) else ():
        if name not in after:
            result.pop(name, None)
    for name, value in after.items():
        if isinstance(value, dict):
            earlier = before.get(name) if isinstance(before, dict) else None
            result[name] = _three_way(result.get(name), earlier, value)
        else:
            result[name] = value
    return result


def _merged(live: Any, patch: Any) -> Any:
    """Merge as RFC 7386 says."""
    if not isinstance(patch, dict):
        return patch
    result = dict(live) if isinstance(live, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = _merged(result.get(name), value)
    return result


def _operated(live: dict[str, Any], operations: list[dict[str, Any]]) -> dict[str, Any]:
    """Add, replace and remove as RFC 6902 says; what else there is, nobody sends here."""
    result = deepcopy(live)
    for operation in operations:
        *folders, last = [
            part.replace("~1", "/").replace("~0", "~") for part in operation["path"].split("/")[1:]
        ]
        place: Any = result
        for folder in folders:
            place = place[int(folder)] if isinstance(place, list) else place.setdefault(folder, {})
        _operate(place, last, operation)
    return result


def _operate(place: Any, last: str, operation: dict[str, Any]) -> None:
    key: Any = last if isinstance(place, dict) else len(place) if last == "-" else int(last)
    if operation["op"] == "remove":
        del place[key]
    elif isinstance(place, list) and operation["op"] == "add":
        place.insert(key, operation["value"])
    else:
        place[key] = operation["value"]

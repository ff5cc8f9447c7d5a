"""What the API adds to an object when it keeps it."""

from __future__ import annotations

import uuid
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.kinds import DEFINITION

if TYPE_CHECKING:
    from local.emulator.kubernetes.kinds import Kind

_OF_THE_API = ("uid", "creationTimestamp", "generation", "resourceVersion", "managedFields")


def completed(kind: Kind, given: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
    """Complete an object.

    Parameters
    ----------
    kind
        Its kind.
    given
        The object as it was given.
    before
        The object as it was, if it was there.
    """
    result = {"apiVersion": kind.api_version, "kind": kind.name, **deepcopy(given)}
    result["metadata"] = {name: each for name, each in given["metadata"].items() if name not in _OF_THE_API}
    was = before["metadata"] if before else {}
    result["metadata"] |= {
        "uid": was.get("uid", str(uuid.uuid4())),
        "creationTimestamp": was.get("creationTimestamp", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"),
        "generation": was.get("generation", 0) + (before is None or _wanted(before) != _wanted(result)),
    }
    if before and "status" in before:
        result.setdefault("status", before["status"])
    if kind.name == DEFINITION:
        result["status"] = _established(result)
    return result


def _wanted(each: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in each.items() if name not in ("metadata", "status")}


def _established(definition: dict[str, Any]) -> dict[str, Any]:
    """Say that a definition holds, for which helm and others wait."""
    conditions = [
        {"type": name, "status": "True", "reason": "Local", "message": "", "lastTransitionTime": moment}
        for moment in (definition["metadata"]["creationTimestamp"],)
        for name in ("NamesAccepted", "Established")
    ]
    versions = [each["name"] for each in definition["spec"]["versions"] if each["storage"]]
    names = definition["spec"]["names"]
    return {"conditions": conditions, "acceptedNames": names, "storedVersions": versions}

"""Tells who watches what happens to objects."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.places import place_of
from local.emulator.kubernetes.selectors import has_fields, has_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.emulator.kubernetes.objects import Objects
    from local.emulator.kubernetes.places import Place
    from local.emulator.kubernetes.requests import Request

_LONGEST_SECONDS = 300.0
_INITIAL_END = {"k8s.io/initial-events-end": "true"}


def watched(request: Request, objects: Objects) -> Iterator[dict[str, Any]]:
    """Give what is there, if that is asked for, and then what happens, until the time is over.

    Parameters
    ----------
    request
        What is asked for.
    objects
        The cluster's objects.
    """
    return _events(request, objects, place_of(request.path, objects))  # refuses before the answer begins


def _events(request: Request, objects: Objects, place: Place) -> Iterator[dict[str, Any]]:
    until = time.monotonic() + min(float(request.query.get("timeoutSeconds", "inf")), _LONGEST_SECONDS)
    asked, revision = request.query.get("resourceVersion", "0"), objects.changes.revision
    if asked in ("", "0") or request.query.get("sendInitialEvents") == "true":
        for each in objects.select(place.kind, place.namespace):
            if _is_meant(each, request, place):
                yield {"type": "ADDED", "object": each}
        if request.query.get("sendInitialEvents") == "true":
            yield {"type": "BOOKMARK", "object": _bookmark(place, revision)}
    else:
        revision = int(asked)
    while time.monotonic() < until:
        for change in objects.changes.since(revision, until):
            revision = change.revision
            if _is_meant(change.each, request, place):
                yield {"type": change.what, "object": change.each}


def _bookmark(place: Place, revision: int) -> dict[str, Any]:
    metadata = {"resourceVersion": str(revision), "annotations": _INITIAL_END}
    return {"apiVersion": place.kind.api_version, "kind": place.kind.name, "metadata": metadata}


def _is_meant(each: dict[str, Any], request: Request, place: Place) -> bool:
    return (
        (each["apiVersion"], each["kind"]) == (place.kind.api_version, place.kind.name)
        and place.namespace in ("", each["metadata"].get("namespace", ""))
        and place.name in ("", each["metadata"]["name"])
        and has_labels(each, request.query.get("labelSelector", ""))
        and has_fields(each, request.query.get("fieldSelector", ""))
    )

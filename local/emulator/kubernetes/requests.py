"""Carries out what kubectl and helm ask for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes import protobuf
from local.emulator.kubernetes.answers import RefusedError
from local.emulator.kubernetes.discovery import discovered
from local.emulator.kubernetes.patching import APPLY
from local.emulator.kubernetes.places import place_of
from local.emulator.kubernetes.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.emulator.kubernetes.objects import Objects
    from local.emulator.kubernetes.places import Place


@dataclass(frozen=True)
class Request:
    """What somebody asks for.

    Parameters
    ----------
    method, path, query
        Of the address.
    media_type
        Of the body.
    body
        What is sent.
    """

    method: str
    path: str
    query: Mapping[str, str]
    media_type: str
    body: bytes

    @property
    def is_watch(self) -> bool:
        """Whether what happens from now on is asked for."""
        return self.query.get("watch") in ("1", "true")

    @property
    def terms(self) -> Terms:
        """On which terms an object is changed."""
        return Terms(
            is_dry=bool(self.query.get("dryRun")), is_lenient=self.query.get("fieldValidation") == "Ignore"
        )


def carry_out(request: Request, objects: Objects) -> tuple[dict[str, Any], int]:
    """Return the answer and its HTTP status.

    Parameters
    ----------
    request
        What is asked for.
    objects
        The cluster's objects.
    """
    if request.method == "GET":
        about = discovered(request.path, objects.kinds, objects.version)
        return (_found(request, objects) if about is None else about), 200
    place = place_of(request.path, objects)
    match request.method:
        case "POST":
            given = _given(request, place)
            return objects.create(place.kind, place.namespace, given, request.terms), 201
        case "DELETE" if place.name:
            return objects.delete(place.kind, place.namespace, place.name, request.terms), 200
        case "PUT" if place.name:
            return _replaced(request, place, objects), 200
        case "PATCH" if place.name:
            return _patched(request, place, objects), 200
    message = f"the local Kubernetes API does not know {request.method} for all objects of a kind"
    raise RefusedError(405, "MethodNotAllowed", message)


def _found(request: Request, objects: Objects) -> dict[str, Any]:
    place = place_of(request.path, objects)
    if place.name:
        return objects.get(place.kind, place.namespace, place.name)
    revision = objects.changes.revision
    labels, fields = (request.query.get(name, "") for name in ("labelSelector", "fieldSelector"))
    return {
        "kind": f"{place.kind.name}List",
        "apiVersion": place.kind.api_version,
        "metadata": {"resourceVersion": str(revision)},
        "items": objects.select(place.kind, place.namespace, labels, fields),
    }


def _replaced(request: Request, place: Place, objects: Objects) -> dict[str, Any]:
    given = _given(request, place)
    if place.is_status:
        given = {**objects.get(place.kind, place.namespace, place.name), "status": given.get("status", {})}
    return objects.replace(place.kind, place.namespace, place.name, given, request.terms)


def _patched(request: Request, place: Place, objects: Objects) -> dict[str, Any]:
    patch, names = _given(request, place), (place.kind, place.namespace, place.name)
    if request.media_type.startswith(APPLY):
        manager = request.query.get("fieldManager", "")
        return objects.apply(*names, patch, manager, request.terms)
    return objects.patch(*names, patch, request.media_type, request.terms)


def _given(request: Request, place: Place) -> Any:
    if place.kind.name == "Secret" and request.body.startswith(protobuf.MAGIC):
        return protobuf.secret(request.body)
    try:
        return json.loads(request.body)
    except ValueError:
        message = (
            f"the local Kubernetes API reads JSON, not {request.media_type or 'what has no Content-Type'}"
        )
        raise RefusedError(415, "UnsupportedMediaType", message) from None

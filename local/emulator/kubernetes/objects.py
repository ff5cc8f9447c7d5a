"""The objects of one cluster."""

from __future__ import annotations

import threading
import uuid
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.answers import RefusedError, not_found
from local.emulator.kubernetes.kinds import DEFINITION, Kind, defined_kinds, known_kinds
from local.emulator.kubernetes.validation import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NAMESPACES = ("default", "kube-system", "kube-public", "kube-node-lease")
_Key = tuple[str, str, str, str]


class Objects:
    """Creates, changes, finds and removes objects, each checked before it is kept.

    Parameters
    ----------
    version
        The cluster's version, such as ``1.36``, whose schemas hold.
    after_change
        Called when something was changed.
    """

    def __init__(self, version: str, after_change: Callable[[Objects], None]) -> None:
        self._version = version
        self._after_change = after_change
        self._kept: dict[_Key, dict[str, Any]] = {}
        self._revision = 0
        self._lock = threading.RLock()
        self.kinds = list(known_kinds())
        for name in _NAMESPACES:
            self._keep(self.kind("v1", "namespaces"), {"metadata": {"name": name}})

    def kind(self, api_version: str, plural: str) -> Kind:
        """Find a kind by its place in paths."""
        for kind in self.kinds:
            if (kind.api_version, kind.plural) == (api_version, plural):
                return kind
        raise RefusedError(404, "NotFound", "the server could not find the requested resource")

    def get(self, kind: Kind, namespace: str, name: str) -> dict[str, Any]:
        """Return one object."""
        found = self._kept.get(_key(kind, namespace, name))
        if found is None:
            raise not_found(f'{_resource(kind)} "{name}"')
        return deepcopy(found)

    def select(self, kind: Kind, namespace: str = "", labels: str = "") -> list[dict[str, Any]]:
        """Return the objects of a kind, in a namespace or in all, with the labels that a selector names."""
        with self._lock:
            found = [
                each
                for (version, plural, place, _), each in self._kept.items()
                if (version, plural) == (kind.api_version, kind.plural) and namespace in ("", place)
            ]
        return [deepcopy(each) for each in found if _matches(each, labels)]

    def create(self, kind: Kind, namespace: str, given: dict[str, Any]) -> dict[str, Any]:
        """Keep a new object."""
        name = _name(given)
        with self._lock:
            if _key(kind, namespace, name) in self._kept:
                message = f'{_resource(kind)} "{name}" already exists'
                raise RefusedError(409, "AlreadyExists", message)
            return self._put(kind, namespace, given)

    def put(self, kind: Kind, namespace: str, given: dict[str, Any]) -> dict[str, Any]:
        """Keep an object instead of the one that has its name, if there is one."""
        with self._lock:
            return self._put(kind, namespace, given)

    def delete(self, kind: Kind, namespace: str, name: str) -> dict[str, Any]:
        """Remove an object; a namespace goes with all that stands in it."""
        with self._lock:
            gone = self.get(kind, namespace, name)
            del self._kept[_key(kind, namespace, name)]
            if kind.name == "Namespace":
                self._kept = {key: each for key, each in self._kept.items() if key[2] != name}
        self._after_change(self)
        return gone

    def set_status(self, each: dict[str, Any], status: dict[str, Any]) -> None:
        """Note what a controller found out."""
        kind = next(kind for kind in self.kinds if _is(each, kind))
        key = _key(kind, each["metadata"].get("namespace", ""), each["metadata"]["name"])
        with self._lock:
            if key in self._kept:
                self._kept[key]["status"] = status

    def of(self, api_version: str, name: str) -> list[dict[str, Any]]:
        """Return all objects of a kind by its name."""
        kinds: Iterable[Kind] = (
            kind for kind in self.kinds if (kind.api_version, kind.name) == (api_version, name)
        )
        return [each for kind in kinds for each in self.select(kind)]

    def _put(self, kind: Kind, namespace: str, given: dict[str, Any]) -> dict[str, Any]:
        if kind.is_namespaced:
            self.get(self.kind("v1", "namespaces"), "", namespace)
            given.setdefault("metadata", {})["namespace"] = namespace
        check(kind, given, self._version)
        kept = self._keep(kind, given)
        if kind.name == DEFINITION:
            self.kinds.extend(new for new in defined_kinds(given) if new not in self.kinds)
        self._after_change(self)
        return kept

    def _keep(self, kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
        self._revision += 1
        metadata = given["metadata"]
        key = _key(kind, metadata.get("namespace", ""), metadata["name"])
        before = self._kept.get(key)
        was = before["metadata"] if before else {}
        kept = {"apiVersion": kind.api_version, "kind": kind.name, **deepcopy(given)}
        kept["metadata"] |= {
            "uid": was.get("uid", str(uuid.uuid4())),
            "creationTimestamp": was.get("creationTimestamp", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"),
            "generation": was.get("generation", 0) + 1,
            "resourceVersion": str(self._revision),
        }
        if before and "status" in before:
            kept["status"] = before["status"]
        self._kept[key] = kept
        return deepcopy(kept)


def _key(kind: Kind, namespace: str, name: str) -> _Key:
    return (kind.api_version, kind.plural, namespace if kind.is_namespaced else "", name)


def _is(each: dict[str, Any], kind: Kind) -> bool:
    return (each["apiVersion"], each["kind"]) == (kind.api_version, kind.name)


def _name(given: dict[str, Any]) -> str:
    name = (given.get("metadata") or {}).get("name")
    if not name:
        raise RefusedError(422, "Invalid", "metadata.name: Required value: name is required")
    return str(name)


def _resource(kind: Kind) -> str:
    group = kind.api_version.rpartition("/")[0]
    return f"{kind.plural}.{group}" if group else kind.plural


def _matches(each: dict[str, Any], selector: str) -> bool:
    labels = each["metadata"].get("labels") or {}
    for term in filter(None, selector.split(",")):
        name, equals, value = term.replace("==", "=").partition("=")
        if name not in labels or (equals and labels[name] != value):
            return False
    return True

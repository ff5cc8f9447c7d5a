"""Keeps the objects of one cluster, and finds them."""

from __future__ import annotations

import threading
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.answers import RefusedError, not_found
from local.emulator.kubernetes.changes import Changes
from local.emulator.kubernetes.keeping import completed
from local.emulator.kubernetes.kinds import DEFINITION, defined_kinds, known_kinds
from local.emulator.kubernetes.selectors import has_fields, has_labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.emulator.kubernetes.kinds import Kind

Key = tuple[str, str, str, str]
_NAMESPACES = ("default", "kube-system", "kube-public", "kube-node-lease")


class Store:
    """The objects of one cluster, by kind, namespace and name.

    Parameters
    ----------
    find_version
        Tells the cluster's version, such as ``1.36``.
    """

    def __init__(self, find_version: Callable[[], str]) -> None:
        self.changes = Changes()
        self.lock = threading.RLock()
        self._kept: dict[Key, dict[str, Any]] = {}
        self._find_version = find_version
        kind = self.kind("v1", "namespaces")
        for name in _NAMESPACES:
            self.keep(kind, key_of(kind, "", name), {"metadata": {"name": name}})

    @property
    def version(self) -> str:
        """The cluster's version."""
        return self._find_version()

    @property
    def kinds(self) -> list[Kind]:
        """All kinds, with those of the definitions."""
        with self.lock:
            definitions = [each for each in self._kept.values() if each["kind"] == DEFINITION]
        defined = [kind for definition in definitions for kind in defined_kinds(definition)]
        names = {(kind.api_version, kind.plural) for kind in defined}
        return [
            kind for kind in known_kinds(self.version) if (kind.api_version, kind.plural) not in names
        ] + defined

    def kind(self, api_version: str, plural: str) -> Kind:
        """Find a kind by its place in paths."""
        for kind in self.kinds:
            if (kind.api_version, kind.plural) == (api_version, plural):
                return kind
        raise RefusedError(404, "NotFound", "the server could not find the requested resource")

    def of(self, api_version: str, name: str) -> list[dict[str, Any]]:
        """Return all objects of a kind by its name."""
        kinds = (kind for kind in self.kinds if (kind.api_version, kind.name) == (api_version, name))
        return [each for kind in kinds for each in self.select(kind)]

    def get(self, kind: Kind, namespace: str, name: str) -> dict[str, Any]:
        """Return one object."""
        found = self.find(key_of(kind, namespace, name))
        if found is None:
            raise not_found(f'{resource(kind)} "{name}"')
        return deepcopy(found)

    def select(
        self, kind: Kind, namespace: str = "", labels: str = "", fields: str = ""
    ) -> list[dict[str, Any]]:
        """Return the objects of a kind, in a namespace or in all, that selectors name."""
        with self.lock:
            found = [
                each
                for (version, plural, place, _), each in self._kept.items()
                if (version, plural) == (kind.api_version, kind.plural) and namespace in ("", place)
            ]
        return [deepcopy(each) for each in found if has_labels(each, labels) and has_fields(each, fields)]

    def find(self, key: Key) -> dict[str, Any] | None:
        """Return an object, if it is there."""
        return deepcopy(self._kept.get(key))

    def keep(self, kind: Kind, key: Key, given: dict[str, Any]) -> dict[str, Any]:
        """Keep an object, instead of the one that is there."""
        before = self._kept.get(key)
        each = self._kept[key] = completed(kind, given, before)
        self.changes.add("MODIFIED" if before else "ADDED", each)
        return deepcopy(each)

    def take_back(self, key: Key, before: dict[str, Any] | None) -> None:
        """Let an object be as it was."""
        refused = self._kept.pop(key, None)
        if before is not None:
            self._kept[key] = before
            self.changes.add("MODIFIED", before)
        elif refused is not None:
            self.changes.add("DELETED", refused)

    def remove(self, kind: Kind, key: Key) -> set[Key]:
        """Remove an object, and what stands in a namespace or is of a kind that goes with it."""
        gone = self._kept[key]
        kinds = defined_kinds(gone) if kind.name == DEFINITION else ()
        defined = {(each.api_version, each.plural) for each in kinds}
        is_namespace = kind.name == "Namespace"
        name = gone["metadata"]["name"]
        below = {at for at in self._kept if at[:2] in defined or (is_namespace and at[2] == name)}
        for at in {key, *below}:
            self.changes.add("DELETED", self._kept.pop(at))
        return {key, *below}


def key_of(kind: Kind, namespace: str, name: str) -> Key:
    """Return an object's key."""
    return (kind.api_version, kind.plural, namespace if kind.is_namespaced else "", name)


def resource(kind: Kind) -> str:
    """Return a kind's name, as Kubernetes writes it in sentences."""
    group = kind.api_version.rpartition("/")[0]
    return f"{kind.plural}.{group}" if group else kind.plural

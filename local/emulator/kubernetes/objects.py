"""Changes the objects of one cluster, each checked before it is kept."""

from __future__ import annotations

import secrets
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.answers import RefusedError, not_found
from local.emulator.kubernetes.applying import applied
from local.emulator.kubernetes.keeping import completed
from local.emulator.kubernetes.merging import merged
from local.emulator.kubernetes.patching import patched
from local.emulator.kubernetes.schemas import shape
from local.emulator.kubernetes.store import Store, key_of, resource
from local.emulator.kubernetes.terms import USUAL
from local.emulator.kubernetes.validation import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.emulator.kubernetes.kinds import Kind
    from local.emulator.kubernetes.store import Key
    from local.emulator.kubernetes.terms import Terms


class Objects(Store):
    """Creates, changes, finds and removes objects.

    Parameters
    ----------
    find_version
        Tells the cluster's version, such as ``1.36``, whose schemas hold.
    after_change
        Called when something was changed; where it refuses, the change is taken back.
    """

    def __init__(self, find_version: Callable[[], str], after_change: Callable[[Objects], None]) -> None:
        super().__init__(find_version)
        self._after_change = after_change
        self._applied: dict[tuple[Key, str], dict[str, Any]] = {}

    def create(
        self, kind: Kind, namespace: str, given: dict[str, Any], terms: Terms = USUAL
    ) -> dict[str, Any]:
        """Keep a new object."""
        metadata = given.setdefault("metadata", {})
        if not metadata.get("name") and metadata.get("generateName"):
            metadata["name"] = metadata["generateName"] + secrets.token_hex(3)[:5]
        name = metadata.get("name")
        if not name:
            raise RefusedError(
                422, "Invalid", "metadata.name: Required value: name or generateName is required"
            )

        def new(live: dict[str, Any] | None) -> dict[str, Any]:
            if live is not None:
                raise RefusedError(409, "AlreadyExists", f'{resource(kind)} "{name}" already exists')
            return given

        return self._change(kind, namespace, name, new, terms)

    def replace(
        self, kind: Kind, namespace: str, name: str, given: dict[str, Any], terms: Terms = USUAL
    ) -> dict[str, Any]:
        """Keep an object instead of the one that is there."""

        def instead(live: dict[str, Any] | None) -> dict[str, Any]:
            revision = (given.get("metadata") or {}).get("resourceVersion")
            if revision and revision != _there(live, kind, name)["metadata"]["resourceVersion"]:
                message = f'{resource(kind)} "{name}": the object has been modified; apply your changes to it'
                raise RefusedError(409, "Conflict", message)
            _there(live, kind, name)
            return given

        return self._change(kind, namespace, name, instead, terms)

    def patch(
        self, kind: Kind, namespace: str, name: str, patch: Any, media_type: str, terms: Terms = USUAL
    ) -> dict[str, Any]:
        """Change an object."""
        known = shape(kind.api_version, kind.name, self.version)

        def changed(live: dict[str, Any] | None) -> dict[str, Any]:
            return patched(_there(live, kind, name), patch, media_type, known)

        return self._change(kind, namespace, name, changed, terms)

    def apply(
        self,
        kind: Kind,
        namespace: str,
        name: str,
        given: dict[str, Any],
        manager: str,
        terms: Terms = USUAL,
    ) -> dict[str, Any]:
        """Make or change an object as a configuration wants it; what an earlier one said beyond that goes."""
        place = (key_of(kind, namespace, name), manager)
        known = shape(kind.api_version, kind.name, self.version)

        def wanted(live: dict[str, Any] | None) -> dict[str, Any]:
            result: dict[str, Any] = applied(live, self._applied.get(place), given, known)
            return result

        made = self._change(kind, namespace, name, wanted, terms)
        if not terms.is_dry:
            self._applied[place] = deepcopy(given)
        return made

    def delete(self, kind: Kind, namespace: str, name: str, terms: Terms = USUAL) -> dict[str, Any]:
        """Remove an object, and what goes with it."""
        with self.lock:
            gone = self.get(kind, namespace, name)
            if terms.is_dry:
                return gone
            keys = self.remove(kind, key_of(kind, namespace, name))
            self._applied = {place: each for place, each in self._applied.items() if place[0] not in keys}
        self._after_change(self)
        return gone

    def note(self, kind: Kind, namespace: str, name: str, patch: dict[str, Any]) -> None:
        """Write down what a controller found out, where the object is still there and it is news."""
        key = key_of(kind, namespace, name)
        with self.lock:
            live = self.find(key)
            if live is not None and merged(live, patch) != live:
                self.keep(kind, key, merged(live, patch))

    def _change(
        self,
        kind: Kind,
        namespace: str,
        name: str,
        change: Callable[[dict[str, Any] | None], dict[str, Any]],
        terms: Terms,
    ) -> dict[str, Any]:
        key = key_of(kind, namespace, name)
        with self.lock:
            before = self.find(key)
            given = change(self.find(key))
            self._check(kind, namespace, name, given, terms)
            if terms.is_dry:
                return completed(kind, given, before)
            made = self.keep(kind, key, given)
        try:
            self._after_change(self)  # which calls others: nobody waits for it with the lock
        except BaseException:
            with self.lock:
                self.take_back(key, before)
            raise
        return made

    def _check(self, kind: Kind, namespace: str, name: str, given: dict[str, Any], terms: Terms) -> None:
        metadata = given.setdefault("metadata", {})
        if metadata.setdefault("name", name) != name:
            raise RefusedError(400, "BadRequest", f"the object's name is {metadata['name']}, not {name}")
        if kind.is_namespaced:
            self.get(self.kind("v1", "namespaces"), "", namespace)
            metadata["namespace"] = namespace
        check(kind, given, self.version, is_strict=not terms.is_lenient)


def _there(live: dict[str, Any] | None, kind: Kind, name: str) -> dict[str, Any]:
    if live is None:
        raise not_found(f'{resource(kind)} "{name}"')
    return live

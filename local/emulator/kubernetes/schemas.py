"""Kubernetes' own schemas: which kinds a version has, and how lists of theirs are merged."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

_STABLE = re.compile(r"v\d+")  # EKS serves no others
_FOLDER = re.compile(r"v(\d+)\.(\d+)\.\d+-local-strict")
_GROUP_VERSION_KIND = "x-kubernetes-group-version-kind"


@dataclass(frozen=True)
class Shape:
    """What a schema says about one place of an object.

    Parameters
    ----------
    fragment
        The schema of that place; empty where nothing is known.
    version
        The Kubernetes version.
    """

    fragment: Mapping[str, Any]
    version: str

    def member(self, name: str) -> Shape:
        """Go into a field."""
        properties = self.fragment.get("properties") or {}
        return self._of(properties.get(name) or self.fragment.get("additionalProperties"))

    @property
    def item(self) -> Shape:
        """Go into a list's items."""
        return self._of(self.fragment.get("items"))

    @property
    def patch_keys(self) -> list[str] | None:
        """By which fields a strategic patch tells items apart; no field for texts, nothing to replace all."""
        if "merge" not in self.fragment.get("x-kubernetes-patch-strategy", "").split(","):
            return None
        key = self.fragment.get("x-kubernetes-patch-merge-key")
        return [key] if key else []

    @property
    def apply_keys(self) -> list[str] | None:
        """By which fields the server tells items apart when it applies."""
        match self.fragment.get("x-kubernetes-list-type"):
            case "map":
                return list(self.fragment["x-kubernetes-list-map-keys"])
            case "set":
                return []
        return None

    def default(self, name: str) -> Any:
        """Return what a field is where it is not said."""
        return self.member(name).fragment.get("default")

    def _of(self, fragment: Any) -> Shape:
        if not isinstance(fragment, dict):
            return Shape({}, self.version)
        reference = fragment.get("$ref", "").rpartition("/")[2]
        below = _definitions(self.version).get(reference, {})
        return Shape({**below, **fragment}, self.version)


def shape(api_version: str, kind: str, version: str) -> Shape:
    """Return the shape of a kind's objects.

    Parameters
    ----------
    api_version, kind
        The kind.
    version
        The Kubernetes version, such as ``1.36``.
    """
    return Shape(_by_kind(version).get((api_version, kind), {}), version)


def kinds_of(version: str) -> list[tuple[str, str]]:
    """List the kinds of objects that a version keeps, as pairs of API version and name.

    Parameters
    ----------
    version
        The Kubernetes version.
    """
    return list(_by_kind(version))


@cache
def _by_kind(version: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    return dict(_kept(_definitions(version)))


def _kept(definitions: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Mapping[str, Any]]]:
    for definition in definitions.values():
        known_as = definition.get(_GROUP_VERSION_KIND) or []
        metadata = (definition.get("properties") or {}).get("metadata") or {}
        if len(known_as) != 1 or not metadata.get("$ref", "").endswith(".ObjectMeta"):
            continue
        group, version, kind = (known_as[0][part] for part in ("group", "version", "kind"))
        if _STABLE.fullmatch(version):
            yield (f"{group}/{version}".lstrip("/"), kind), definition


@cache
def _definitions(version: str) -> Mapping[str, Any]:
    text = (_folder(version) / "_definitions.json").read_text(encoding="utf-8")
    definitions: dict[str, Any] = json.loads(text)["$defs"]
    return definitions


def _folder(version: str) -> Traversable:
    """Find the newest schemas that are not newer than the version."""
    wanted = tuple(int(part) for part in version.split(".")[:2])
    found: dict[tuple[int, ...], Traversable] = {}
    for folder in (files("kubernetes_validate") / "kubernetes-json-schema").iterdir():
        if matched := _FOLDER.fullmatch(folder.name):
            found[int(matched[1]), int(matched[2])] = folder
    return found[max((each for each in found if each <= wanted), default=min(found))]

"""CloudFormation's resource schemas, as cfn-lint ships them, each read once and when first asked for.

The files are read without importing cfn-lint: that import takes seconds, and it would prefer a
schema folder in the user's cache, so that two machines could disagree.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_FALLBACK_REGION = "us-east-1"
_PREFIX = "/properties/"


@dataclass(frozen=True)
class ResourceSchema:
    """One resource type's schema.

    Parameters
    ----------
    type_name
        Such as ``AWS::EC2::FlowLog``.
    document
        The schema, as CloudFormation publishes it.
    """

    type_name: str
    document: Mapping[str, Any]

    @cached_property
    def primary_identifier(self) -> list[str]:
        """The paths that identify a resource, such as ``['ClusterName', 'AddonName']``."""
        return self._paths("primaryIdentifier")

    @cached_property
    def read_only(self) -> list[str]:
        """The paths that only AWS sets, such as ``['Arn', 'Endpoint/Address']``."""
        return self._paths("readOnlyProperties")

    @cached_property
    def create_only(self) -> list[str]:
        """The paths whose change replaces the resource."""
        return self._paths("createOnlyProperties")

    @cached_property
    def writable(self) -> frozenset[str]:
        """The top-level properties that a template may set."""
        return frozenset(self.document.get("properties", {})) - frozenset(self.read_only)

    @cached_property
    def service(self) -> str:
        """The service's name in ARNs, read from the permissions that the type needs."""
        namespace = self.type_name.split("::")[1].lower()
        found = [
            permission.split(":")[0]
            for handler in self.document.get("handlers", {}).values()
            for permission in handler.get("permissions", [])
            if ":" in permission
        ]
        return max(sorted(set(found)), key=found.count) if found else namespace

    def resolve(self, fragment: Mapping[str, Any]) -> Mapping[str, Any]:
        """Follow a reference to the schema's definitions.

        Parameters
        ----------
        fragment
            A part of the schema.
        """
        for _ in range(8):  # a chain of references is short; a longer one would be a cycle
            reference = fragment.get("$ref")
            if not isinstance(reference, str):
                break
            found: Any = self.document
            for step in reference.removeprefix("#/").split("/"):
                found = found.get(step, {})
            fragment = found
        return fragment

    def fragment(self, path: str) -> Mapping[str, Any]:
        """Return the part of the schema that describes a path; empty where there is none.

        Parameters
        ----------
        path
            Such as ``Endpoint/Address``.
        """
        found: Mapping[str, Any] = self.document
        for step in path.split("/"):
            found = self.resolve(found)
            found = found.get("items", {}) if step == "*" else found.get("properties", {}).get(step, {})
        return self.resolve(found)

    def _paths(self, key: str) -> list[str]:
        return [pointer.removeprefix(_PREFIX) for pointer in self.document.get(key, [])]


class SchemaCatalog:
    """Finds a type's schema in a region.

    Parameters
    ----------
    directory
        Where the schemas lie; cfn-lint's own folder unless given.
    """

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory or _bundled()
        self._index: dict[str, dict[str, str]] = {}
        self._schemas: dict[str, ResourceSchema] = {}

    def find(self, type_name: str, region: str) -> ResourceSchema | None:
        """Return a type's schema, or nothing where the region does not have the type.

        Parameters
        ----------
        type_name
            Such as ``AWS::EC2::FlowLog``.
        region
            Such as ``eu-central-1``.
        """
        file_name = self._types(region).get(type_name)
        if file_name is None:
            return None
        if file_name not in self._schemas:
            text = (self._directory / "resources" / f"{file_name}.json").read_text(encoding="utf-8")
            self._schemas[file_name] = ResourceSchema(type_name, json.loads(text))
        return self._schemas[file_name]

    def _types(self, region: str) -> dict[str, str]:
        if region not in self._index:
            path = self._directory / "providers" / f"{region}.json"
            if not path.exists():
                path = self._directory / "providers" / f"{_FALLBACK_REGION}.json"
            self._index[region] = json.loads(path.read_text(encoding="utf-8"))
        return self._index[region]


def _bundled() -> Path:
    spec = find_spec("cfnlint")
    if spec is None or not spec.submodule_search_locations:
        message = "cfn-lint, which carries CloudFormation's schemas, is not installed."
        raise ModuleNotFoundError(message)
    return Path(spec.submodule_search_locations[0]) / "data" / "schemas"

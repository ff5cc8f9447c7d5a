"""Recorded resources, kept where the Cloud Control API reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudcontrol

from local.emulator.description import describe, is_replaced
from local.emulator.extensions.private import read
from local.emulator.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.emulator.catalog import ResourceSchema, SchemaCatalog
    from local.emulator.description import Description

Provisioned = tuple[str, dict[str, Any]]


class Records:
    """Creates, updates, deletes and finds recorded resources.

    Parameters
    ----------
    catalog
        Finds a type's schema.
    """

    def __init__(self, catalog: SchemaCatalog) -> None:
        self._catalog = catalog
        self._kept = read(cloudcontrol, "_resources")
        self._key_of = read(cloudcontrol, "_resource_key")

    def create(
        self, kind: str, logical_id: str, properties: Mapping[str, Any], stack: str, seed: str = ""
    ) -> Provisioned:
        """Record a new resource.

        Parameters
        ----------
        kind
            Its type.
        logical_id
            Its name in the template.
        properties
            Its properties.
        stack
            Its stack's name.
        seed
            What it replaces, if anything.
        """
        found = describe(self._schema(kind), properties, place_of(stack, logical_id, seed))
        if self._key(kind, found.physical_id) is not None:
            message = f"{found.identifier} already exists in type {kind}."
            raise ValueError(message)
        self._keep(kind, found, stack, logical_id, seed)
        return found.physical_id, found.attributes

    def update(
        self,
        kind: str,
        physical_id: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        stack: str,
        logical_id: str,
    ) -> Provisioned:
        """Record changed properties, or a new resource where the change needs one.

        Parameters
        ----------
        kind
            Its type.
        physical_id
            Its identifier until now.
        before, after
            Its properties.
        stack
            Its stack's name.
        logical_id
            Its name in the template.
        """
        schema = self._schema(kind)
        key = self._key(kind, physical_id)
        if key is None or is_replaced(schema, before, after):
            return self._replace(kind, physical_id, after, stack, logical_id)
        seed = self._kept[key].get("Seed", "")
        found = describe(schema, after, place_of(stack, logical_id, seed))
        self._kept.pop(key)
        self._keep(kind, found, stack, logical_id, seed)
        return found.physical_id, found.attributes

    def delete(self, kind: str, physical_id: str) -> None:
        """Forget a resource; one that is gone already is no error, as on AWS.

        Parameters
        ----------
        kind
            Its type.
        physical_id
            Its identifier.
        """
        key = self._key(kind, physical_id)
        if key is not None:
            self._kept.pop(key)

    def read(self, kind: str, physical_id: str) -> dict[str, Any] | None:
        """Return a resource's properties as they are recorded now.

        Parameters
        ----------
        kind
            Its type.
        physical_id
            Its identifier.
        """
        key = self._key(kind, physical_id)
        return None if key is None else dict(json.loads(self._kept[key]["Properties"]))

    def _replace(
        self, kind: str, physical_id: str, properties: Mapping[str, Any], stack: str, logical_id: str
    ) -> Provisioned:
        found = describe(self._schema(kind), properties, place_of(stack, logical_id, physical_id))
        if self._key(kind, found.physical_id) is not None:
            message = (
                "CloudFormation cannot update a stack when a custom-named resource requires replacing. "
                f"Rename {physical_id} and update the stack again."
            )
            raise ValueError(message)
        self._keep(kind, found, stack, logical_id, physical_id)
        return found.physical_id, found.attributes

    def _schema(self, kind: str) -> ResourceSchema:
        schema = self._catalog.find(kind, get_region())
        if schema is None:
            message = f"Unrecognized resource types: [{kind}]"
            raise ValueError(message)
        return schema

    def _key(self, kind: str, physical_id: str) -> Any:
        for key, record in self._kept.items():
            if record["TypeName"] == kind and record.get("PhysicalResourceId") == physical_id:
                return key
        return None

    def _keep(self, kind: str, found: Description, stack: str, logical_id: str, seed: str) -> None:
        self._kept[self._key_of(kind, found.identifier)] = {
            "TypeName": kind,
            "Identifier": found.identifier,
            "Properties": json.dumps(found.state, default=str),
            "PhysicalResourceId": found.physical_id,
            "StackName": stack,
            "LogicalResourceId": logical_id,
            "Seed": seed,
        }


def place_of(stack: str, logical_id: str, seed: str = "") -> Place:
    """Return a resource's place, in the account and region of the request.

    Parameters
    ----------
    stack
        Its stack's name.
    logical_id
        Its name in the template.
    seed
        What it replaces, if anything.
    """
    return Place(account=get_account_id(), region=get_region(), stack=stack, logical_id=logical_id, seed=seed)

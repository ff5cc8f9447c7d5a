"""Gives ministack a handler for every type that CloudFormation has a schema for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ministack.core.responses import get_region
from ministack.services.cloudformation import changesets, provisioners

from local.emulator.extensions.private import read, replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.emulator.catalog import SchemaCatalog
    from local.emulator.extensions.records import Provisioned, Records

CLOUDFORMATION = "AWS::CloudFormation::"
Handler = dict[str, Any]


class Handlers(dict[str, Handler]):
    """ministack's own handlers first, then one made from the schema; it is asked with all three verbs.

    Parameters
    ----------
    own
        ministack's handlers.
    make
        Makes a handler for a type, or returns nothing where the type has no schema.
    """

    def __init__(self, own: dict[str, Handler], make: Callable[[str], Handler | None]) -> None:
        super().__init__(own)
        self._make = make

    def __contains__(self, kind: object) -> bool:
        return super().__contains__(kind) or (isinstance(kind, str) and self._make(kind) is not None)

    def __missing__(self, kind: str) -> Handler:
        made = self._make(kind)
        if made is None:
            raise KeyError(kind)
        return made

    def get(self, kind: str, default: Any = None) -> Any:
        """Return a type's handler.

        Parameters
        ----------
        kind
            The resource's type.
        default
            Returned where there is none.
        """
        return self[kind] if kind in self else default  # noqa: SIM401  (`get` is what this defines)

    def has_own(self, kind: str) -> bool:
        """Say whether ministack itself provisions the type.

        Parameters
        ----------
        kind
            The resource's type.
        """
        return super().__contains__(kind)


def add_missing_types(catalog: SchemaCatalog, records: Records) -> None:
    """Put the handlers where ministack looks them up.

    Parameters
    ----------
    catalog
        Finds a type's schema.
    records
        Keeps the resources.
    """

    def make(kind: str) -> Handler | None:
        # CloudFormation's own types change stacks, which a record cannot do.
        if kind.startswith(CLOUDFORMATION) or catalog.find(kind, get_region()) is None:
            return None
        return _recorder(kind, records)

    own = read(provisioners, "_RESOURCE_HANDLERS")
    replace("_RESOURCE_HANDLERS", Handlers(own, make), provisioners, changesets)


def _recorder(kind: str, records: Records) -> Handler:
    def create(logical_id: str, properties: dict[str, Any], stack: str) -> Provisioned:
        return records.create(kind, logical_id, properties, stack)

    def delete(physical_id: str, _properties: dict[str, Any]) -> None:
        records.delete(kind, physical_id)

    return {
        "create": create,
        "update": partial(records.update, kind),
        "update_with_logical_id": True,
        "delete": delete,
    }

"""Lets drift detection read recorded resources, which a test may change through the Cloud Control API."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ministack.core.responses import get_region
from ministack.services.cloudformation import drift, provisioners

from local.emulator.extensions.private import read as read_private
from local.emulator.extensions.private import replace
from local.emulator.paths import remove_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.emulator.catalog import ResourceSchema, SchemaCatalog
    from local.emulator.extensions.records import Records

Reader = tuple["Callable[..., dict[str, Any] | None]", frozenset[str]]


class Readers(dict[str, Reader]):
    """ministack's own readers first, then one for each recorded type.

    Parameters
    ----------
    own
        ministack's readers.
    make
        Makes a reader for a type, or returns nothing where nothing is recorded.
    """

    def __init__(self, own: dict[str, Reader], make: Callable[[str], Reader | None]) -> None:
        super().__init__(own)
        self._make = make

    def __contains__(self, kind: object) -> bool:
        return super().__contains__(kind) or (isinstance(kind, str) and self._make(kind) is not None)

    def __missing__(self, kind: str) -> Reader:
        made = self._make(kind)
        if made is None:
            raise KeyError(kind)
        return made


def read_records_for_drift(catalog: SchemaCatalog, records: Records) -> None:
    """Put the readers where ministack looks them up.

    Parameters
    ----------
    catalog
        Finds a type's schema.
    records
        Keeps the resources.
    """

    def read(schema: ResourceSchema, physical_id: str, _expected: dict[str, Any]) -> dict[str, Any] | None:
        found = records.read(schema.type_name, physical_id)
        if found is not None:
            for path in schema.read_only:  # what AWS sets is no drift
                remove_at(found, path)
        return found

    def make(kind: str) -> Reader | None:
        schema = catalog.find(kind, get_region())
        if schema is None or read_private(provisioners, "_RESOURCE_HANDLERS").has_own(kind):
            return None
        write_only = {str(path).rsplit("/", 1)[-1] for path in schema.document.get("writeOnlyProperties", [])}
        return partial(read, schema), schema.writable - write_only

    replace("_DRIFT_READERS", Readers(read_private(drift, "_DRIFT_READERS"), make), drift)

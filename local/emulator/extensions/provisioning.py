"""Stands around ministack's provisioning: checks properties before it, writes the ledger after it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from ministack.core.responses import get_region
from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners, stacks

from local.emulator.extensions.private import read, replace
from local.emulator.reality import is_custom, reality
from local.emulator.validation import explanation, problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from local.emulator.catalog import SchemaCatalog
    from local.emulator.journal import Journal

# The resource whose provisioning is under way: ministack's update creates, and its create may update.
_current: ContextVar[tuple[str, str] | None] = ContextVar("current_resource", default=None)


def check_and_journal(catalog: SchemaCatalog, journal: Journal) -> None:
    """Put the checks and the ledger around ministack's three verbs.

    Parameters
    ----------
    catalog
        Finds a type's schema.
    journal
        Takes the actions.
    """
    around = _Provisioning(catalog, journal)
    replace("_provision_resource", around.create, provisioners, stacks)
    replace("_update_resource", around.update, provisioners, stacks)
    replace("_delete_resource", around.delete, provisioners, stacks)


class _Provisioning:
    def __init__(self, catalog: SchemaCatalog, journal: Journal) -> None:
        self._catalog = catalog
        self._journal = journal
        self._create = read(provisioners, "_provision_resource")
        self._update = read(provisioners, "_update_resource")
        self._delete = read(provisioners, "_delete_resource")
        self._replaced: dict[tuple[str, str, str], tuple[str, str]] = {}

    def create(
        self, kind: str, logical_id: str, properties: dict[str, Any], stack: str
    ) -> tuple[str, dict[str, Any]]:
        if _current.get() == (stack, logical_id):
            return self._create(kind, logical_id, properties, stack)  # type: ignore[no-any-return]
        self._check(kind, logical_id, properties)
        with _inside(stack, logical_id):
            physical_id, attributes = self._create(kind, logical_id, properties, stack)
        self._write(stack, logical_id, kind, physical_id, "create", self._how(kind))
        return physical_id, attributes

    def update(
        self,
        kind: str,
        physical_id: str,
        before: dict[str, Any],
        after: dict[str, Any],
        stack: str,
        logical_id: str | None = None,
        attributes: dict[str, Any] | None = None,
    ) -> tuple[str, dict[str, Any]]:
        name = logical_id or physical_id
        if before == after:
            return self._update(kind, physical_id, before, after, stack, logical_id, attributes)  # type: ignore[no-any-return]
        self._check(kind, name, after)
        with _inside(stack, name):
            new_id, found = self._update(kind, physical_id, before, after, stack, logical_id, attributes)
        if new_id != physical_id:
            self._replaced[stack, name, new_id] = physical_id, self._how(kind)
        self._write(stack, name, kind, new_id, "update", self._how(kind))
        return new_id, found

    def delete(
        self,
        kind: str,
        physical_id: str,
        properties: dict[str, Any],
        stack: str | None = None,
        logical_id: str | None = None,
    ) -> None:
        self._delete(kind, physical_id, properties, stack, logical_id)
        name, owner = logical_id or physical_id, stack or ""
        self._write(owner, name, kind, physical_id, "delete", self._how(kind))
        replaced = self._replaced.pop((owner, name, physical_id), None)
        if replaced and _rolls_back(owner):  # what the deleted one was to replace is the resource again
            self._write(owner, name, kind, replaced[0], "update", replaced[1])

    def _check(self, kind: str, logical_id: str, properties: Mapping[str, Any]) -> None:
        schema = None if is_custom(kind) else self._catalog.find(kind, get_region())
        found = problems(schema, properties) if schema else []
        if schema and found:
            raise ValueError(explanation(schema, logical_id, found))

    def _how(self, kind: str) -> str:
        return reality(kind, has_handler=read(provisioners, "_RESOURCE_HANDLERS").has_own(kind))

    def _write(self, stack: str, logical_id: str, kind: str, physical_id: str, action: str, how: str) -> None:
        self._journal.write(
            stack=stack,
            logical_id=logical_id,
            kind=kind,
            physical_id=str(physical_id),
            action=action,
            how=how,
        )


@contextmanager
def _inside(stack: str, logical_id: str) -> Iterator[None]:
    token = _current.set((stack, logical_id))
    try:
        yield
    finally:
        _current.reset(token)


def _rolls_back(stack: str) -> bool:
    return "ROLLBACK" in (read(cloudformation, "_stacks").get(stack) or {}).get("StackStatus", "")

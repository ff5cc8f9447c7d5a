"""Records Helm charts that come from a repository elsewhere, which the local AWS does not reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ministack.services.cloudformation import provisioners

from local.emulator.extensions.private import read, replace
from local.emulator.reality import HELM_CHART, is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.emulator.extensions.records import Provisioned


def record_remote_charts() -> None:
    """Stand before the function that would fetch the chart; a chart at hand goes to it."""
    create = read(provisioners, "_provision_resource")
    update = read(provisioners, "_update_resource")
    delete = read(provisioners, "_delete_resource")

    def create_unless_remote(
        kind: str, logical_id: str, properties: dict[str, Any], stack: str
    ) -> Provisioned:
        if _is_remote(kind, properties):
            return f"{stack}-{logical_id}", {}
        made: Provisioned = create(kind, logical_id, properties, stack)
        return made

    def update_unless_remote(
        kind: str,
        physical_id: str,
        before: dict[str, Any],
        after: dict[str, Any],
        stack: str,
        logical_id: str | None = None,
        attributes: dict[str, Any] | None = None,
    ) -> Provisioned:
        if _is_remote(kind, before) or _is_remote(kind, after):
            # Where a chart comes to hand, or goes, what was before has another name and is deleted.
            return create_unless_remote(kind, logical_id or physical_id, after, stack)
        made: Provisioned = update(kind, physical_id, before, after, stack, logical_id, attributes)
        return made

    def delete_unless_remote(
        kind: str,
        physical_id: str,
        properties: dict[str, Any],
        stack: str | None = None,
        logical_id: str | None = None,
    ) -> None:
        if not _is_remote(kind, properties):
            delete(kind, physical_id, properties, stack, logical_id)

    replace("_provision_resource", create_unless_remote, provisioners)
    replace("_update_resource", update_unless_remote, provisioners)
    replace("_delete_resource", delete_unless_remote, provisioners)


def _is_remote(kind: str, properties: Mapping[str, Any]) -> bool:
    return kind == HELM_CHART and is_elsewhere(properties)

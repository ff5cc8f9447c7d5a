"""Records Helm charts that come from a repository elsewhere, which the local AWS does not reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ministack.services.cloudformation import provisioners

from local.emulator.extensions.private import read
from local.emulator.reality import HELM_CHART

if TYPE_CHECKING:
    from local.emulator.extensions.records import Provisioned


def record_remote_charts() -> None:
    """Put a handler before the function that would fetch the chart; a chart of one's own goes to it."""
    create = read(provisioners, "_custom_resource_create")
    update = read(provisioners, "_custom_resource_update")
    delete = read(provisioners, "_custom_resource_delete")

    def create_unless_remote(logical_id: str, properties: dict[str, Any], stack: str) -> Provisioned:
        if properties.get("Repository"):
            return f"{stack}-{logical_id}", {}
        made: Provisioned = create(logical_id, properties, stack, HELM_CHART)
        return made

    def update_unless_remote(
        physical_id: str, before: dict[str, Any], after: dict[str, Any], stack: str, logical_id: str
    ) -> Provisioned:
        if after.get("Repository"):
            return physical_id, {}
        made: Provisioned = update(physical_id, before, after, stack, logical_id, HELM_CHART)
        return made

    def delete_unless_remote(physical_id: str, properties: dict[str, Any]) -> None:
        if not properties.get("Repository"):
            delete(physical_id, properties)

    read(provisioners, "_RESOURCE_HANDLERS")[HELM_CHART] = {
        "create": create_unless_remote,
        "update": update_unless_remote,
        "update_with_logical_id": True,
        "delete": delete_unless_remote,
    }

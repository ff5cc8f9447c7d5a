"""What reaches into ministack. All of it is private API there, which is why its version is pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.emulator.catalog import SchemaCatalog
from local.emulator.extensions.alarm_messages import complete_alarm_messages
from local.emulator.extensions.alarms import evaluate_alarms
from local.emulator.extensions.attributes import complete_attributes
from local.emulator.extensions.balancers_everywhere import find_balancers_everywhere
from local.emulator.extensions.clusters import serve_clusters
from local.emulator.extensions.conditions import resolve_values_in_conditions
from local.emulator.extensions.container_definitions import keep_container_definitions_whole
from local.emulator.extensions.custom_resources import bound_custom_resources
from local.emulator.extensions.drift import read_records_for_drift
from local.emulator.extensions.function_folders import keep_functions_apart
from local.emulator.extensions.handlers import add_missing_types
from local.emulator.extensions.helm_charts import record_remote_charts
from local.emulator.extensions.hosted_zones import stand_in_for_hosted_zones
from local.emulator.extensions.images import refuse_missing_images
from local.emulator.extensions.provisioning import check_and_journal
from local.emulator.extensions.records import Records
from local.emulator.extensions.security_groups import emulate_security_group_rules
from local.emulator.extensions.stacks_of_resources import find_stacks_of_resources
from local.emulator.extensions.tasks import run_tasks_on_loopback
from local.emulator.extensions.weighted_forwards import remember_weights
from local.emulator.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path


def install(ledger: Path | None) -> None:
    """Fill ministack's gaps in this process, before it serves.

    Parameters
    ----------
    ledger
        Where each resource's provisioning is written to.
    """
    catalog = SchemaCatalog()
    records = Records(catalog)
    emulate_security_group_rules()
    serve_clusters()
    keep_functions_apart()
    record_remote_charts()
    stand_in_for_hosted_zones()
    complete_alarm_messages()
    evaluate_alarms()
    find_stacks_of_resources()
    add_missing_types(catalog, records)
    complete_attributes(catalog)
    check_and_journal(catalog, Journal(ledger))
    read_records_for_drift(catalog, records)
    refuse_missing_images()
    resolve_values_in_conditions()
    bound_custom_resources()
    keep_container_definitions_whole()
    run_tasks_on_loopback()
    remember_weights()
    find_balancers_everywhere()

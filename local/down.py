"""`python -m local down`: destroy the stacks with the CDK CLI, prove that nothing is left, stop."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from local.assembly import Assembly, Stack
from local.cdk import Cdk
from local.clients import Clients
from local.errors import LocalError
from local.local_aws import LocalAws, is_healthy
from local.reporting.ledger import Resource, read_resources
from local.reporting.progress import StackProgress, say
from local.reporting.stack_events import failures, stack_statuses
from local.supervision.exclusive import exclusive
from local.supervision.programs import read_programs, write_programs

if TYPE_CHECKING:
    from rich.console import Console

    from local.settings import Settings

_KEPT = {"Retain", "RetainExceptOnCreate"}


def stop(settings: Settings, console: Console) -> None:
    """Stop the local AWS at once.

    Parameters
    ----------
    settings
        The command's options.
    console
        Where to print.
    """
    settings.state.prepare()
    with exclusive(settings.state):
        ran = LocalAws(settings.state).stop()
        settings.state.clear()
    console.print("The local AWS is stopped." if ran else "The local AWS does not run.")


def down(settings: Settings, console: Console) -> None:
    """Destroy what was deployed and stop the local AWS, even when the first of the two fails.

    Parameters
    ----------
    settings
        The command's options.
    console
        Where to print.
    """
    settings.state.prepare()
    with exclusive(settings.state):
        local_aws = LocalAws(settings.state)
        try:
            record = local_aws.record()
            if record and is_healthy(record.port):
                _destroy(settings, console, record.port, local_aws)
            else:
                console.print("Nothing to destroy: the local AWS does not run.")
        finally:
            if local_aws.stop():
                console.print("The local AWS is stopped.")
            settings.state.clear()


def left_over(resources: list[Resource], stacks: list[Stack]) -> tuple[list[Resource], list[Resource]]:
    """Split what still exists into what its template keeps and what should be gone.

    Parameters
    ----------
    resources
        What exists after the destruction.
    stacks
        The stacks that were destroyed.
    """
    templates = {stack.name: stack.resources for stack in stacks}
    kept: list[Resource] = []
    left: list[Resource] = []
    for resource in resources:
        described = templates.get(resource.stack, {}).get(resource.logical_id, {})
        (kept if described.get("DeletionPolicy") in _KEPT else left).append(resource)
    return kept, left


def _destroy(settings: Settings, console: Console, port: int, local_aws: LocalAws) -> None:
    state, clients, started = settings.state, Clients(port), time.monotonic()
    write_programs(state.programs, read_programs(state.programs)[:1])  # the services end first
    before = len(read_resources(state.resources))
    assembly = Assembly(state.assembly)
    stacks = assembly.stacks() if assembly.exists() else []
    if stacks:
        say(console, started, f"Destroying {len(stacks)} stacks with the CDK CLI")
        cdk = Cdk(state, port, settings.timeout_seconds, local_aws.require_alive)
        with StackProgress(console, stacks, started, is_destroying=True) as progress:
            code, lines = cdk.destroy(progress.read)
        if code:
            failed = failures(clients.cloudformation, [stack.name for stack in stacks])
            details = [f"{item.stack}: {item.resource}: {item.reason}" for item in failed] or lines[-15:]
            message = "Not every stack could be destroyed; the local AWS is stopped all the same."
            raise LocalError(message, details=details, log=state.log("destroy"))
    remaining = stack_statuses(clients.cloudformation)
    kept, left = left_over(read_resources(state.resources), stacks)
    if remaining or left:
        details = [f"stack {name}: {status}" for name, status in remaining.items()]
        details += [f"{item.stack}: {item.logical_id} ({item.type}) {item.physical_id}" for item in left]
        message = "Something was left after the destruction; it goes with the local AWS, which is stopped."
        raise LocalError(message, details=details, log=state.log("destroy"))
    kept_note = f" but {len(kept)} that their templates keep" if kept else ""
    say(console, started, f"Destroyed {before - len(kept)} resources; nothing is left{kept_note}.")

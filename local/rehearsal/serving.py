"""Runs what a rehearsed deployment has deployed, so that there is something to try."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from local.assembly import Assembly, Image
from local.errors import LocalError
from local.services.health import wait_until_healthy
from local.services.load_balancing import register
from local.services.processes import start_processes
from local.services.tasks import deployed_tasks

if TYPE_CHECKING:
    from pathlib import Path

    from local.clients import Clients
    from local.local_aws import LocalAws
    from local.reporting.summary import Service

_OUTPUT = "Url"


def serve(
    clients: Clients, local_aws: LocalAws, assembly: Path, stage: str, code: Path, folders: dict[str, str]
) -> list[Service]:
    """Start the services of a stage from the code's folders.

    Parameters
    ----------
    clients
        The local AWS, where the stage is.
    local_aws
        What supervises them.
    assembly
        What was deployed.
    stage
        Its stage.
    code
        The code.
    folders
        The folder of each image.
    """
    images = [
        Image(tag=name.rpartition(":")[2], repository=image, directory=code / folders[image])
        for image, name in json.loads((assembly / "images.json").read_text(encoding="utf-8")).items()
    ]
    stacks = [each for each in Assembly(assembly).stacks() if each.path.startswith(f"{stage}/")]
    tasks = deployed_tasks(clients, stacks)
    services = start_processes(clients, local_aws.state, tasks, images)
    wait_until_healthy(services, local_aws.state, local_aws.require_alive)
    register(clients, tasks, services)
    return services


def address_of(clients: Clients, url: str, services: list[Service]) -> str:
    """Find where a service listens here whose stack gave an address that is elsewhere.

    Parameters
    ----------
    clients
        The local AWS, where the stack is.
    url
        The address that the stack gave.
    services
        What runs.

    Raises
    ------
    LocalError
        If no service of that stack runs.
    """
    for stack in clients.cloudformation.describe_stacks()["Stacks"]:
        if any(
            each["OutputKey"] == _OUTPUT and each["OutputValue"] == url for each in stack.get("Outputs", ())
        ):
            resources = clients.cloudformation.list_stack_resources(StackName=stack["StackName"])
            own = {each.get("PhysicalResourceId") for each in resources["StackResourceSummaries"]}
            for service in services:
                if service.arn in own and service.url:
                    return service.url
    raise LocalError(f"Nothing runs here that would answer for {url}.")

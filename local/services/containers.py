"""Finds the containers that the engine runs for the deployed ECS services."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from local.environment import LOOPBACK
from local.errors import LocalError
from local.reporting.summary import Service
from local.services.project import Project
from local.services.tasks import container_port, health_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from local.assembly import Image
    from local.clients import Clients
    from local.services.engine import Engine
    from local.services.tasks import Task

_TIMEOUT_SECONDS = 60.0
_POLL_SECONDS = 0.3
_TASK_LABEL = "com.amazonaws.ecs.task-arn"
_NAME_LABEL = "com.amazonaws.ecs.container-name"


def find_containers(
    clients: Clients, engine: Engine, tasks: Iterable[Task], images: list[Image], check: Callable[[], None]
) -> list[Service]:
    """Return the services with the addresses where their containers listen.

    Parameters
    ----------
    clients
        The local AWS.
    engine
        The engine that runs the tasks.
    tasks
        The deployed services.
    images
        The assembly's images.
    check
        Called between two tries; what it raises ends the waiting.
    """
    return [_find(clients, engine, task, images, check) for task in tasks]


def _find(
    clients: Clients, engine: Engine, task: Task, images: list[Image], check: Callable[[], None]
) -> Service:
    found = task.main_container(images)
    port = container_port(found[0]) if found else None
    if not found or not port or not task.desired:
        note = (
            "it asks for no task" if not task.desired else "no container of it is built here and names a port"
        )
        return Service(
            name=task.service, arn=task.service_arn, how="recorded", desired=task.desired, note=note
        )
    container, image = found
    deadline = time.monotonic() + _TIMEOUT_SECONDS
    while len(addresses := _addresses(clients, engine, task, container["name"], port)) < task.desired:
        check()
        if time.monotonic() > deadline:
            message = (
                f"The engine runs {len(addresses)} of {task.desired} tasks of service {task.service} "
                f"after {_TIMEOUT_SECONDS:.0f} s."
            )
            raise LocalError(message, details=_stopped_reasons(clients, task))
        time.sleep(_POLL_SECONDS)
    project = Project(image.directory)
    return Service(
        name=project.name if project.module else task.service,
        arn=task.service_arn,
        how="container",
        desired=task.desired,
        running=len(addresses),
        url=f"http://{addresses[0]}/",
        health_path=health_path(clients, task, container),
    )


def _addresses(clients: Clients, engine: Engine, task: Task, name: str, port: int) -> list[str]:
    """Return host and port of each container that runs the service's present task definition."""
    arns = clients.ecs.list_tasks(cluster=task.cluster, serviceName=task.service)["taskArns"]
    tasks = clients.ecs.describe_tasks(cluster=task.cluster, tasks=arns)["tasks"] if arns else []
    present = {item["taskArn"] for item in tasks if item["taskDefinitionArn"] == task.definition_arn}
    filters = quote(json.dumps({"label": [f"{_NAME_LABEL}={name}"], "status": ["running"]}))
    found = [
        address_of(engine.get(f"/containers/{container['Id']}/json"), port)
        for container in engine.get(f"/containers/json?filters={filters}")
        if (container.get("Labels") or {}).get(_TASK_LABEL) in present
    ]
    return [address for address in found if address]


def address_of(container: dict[str, Any], port: int) -> str | None:
    """Return where a port of a container is reached from this machine.

    Parameters
    ----------
    container
        The container as the Docker API describes it.
    port
        The port inside the container.
    """
    if container["HostConfig"].get("NetworkMode") == "host":  # its environment says where it listens
        variables = dict(item.split("=", 1) for item in container["Config"].get("Env") or [])
        return f"{LOOPBACK}:{variables.get('PORT', port)}"
    bindings = (container["NetworkSettings"].get("Ports") or {}).get(f"{port}/tcp")
    return f"{LOOPBACK}:{bindings[0]['HostPort']}" if bindings else None


def _stopped_reasons(clients: Clients, task: Task) -> list[str]:
    arns = clients.ecs.list_tasks(cluster=task.cluster, serviceName=task.service, desiredStatus="STOPPED")
    if not arns["taskArns"]:
        return []
    tasks = clients.ecs.describe_tasks(cluster=task.cluster, tasks=arns["taskArns"])["tasks"]
    return sorted({str(item.get("stoppedReason", "")) for item in tasks} - {""})

"""Finds the containers that the engine runs for the deployed ECS services."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from local.environment import LOOPBACK
from local.errors import LocalError
from local.summary import Service
from local.tasks import container_port, health_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from local.assembly import Image
    from local.clients import Clients
    from local.engine import Engine
    from local.tasks import Task

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
    container = found[0]
    deadline = time.monotonic() + _TIMEOUT_SECONDS
    while not (address := _address(clients, engine, task, container["name"], port)):
        check()
        if time.monotonic() > deadline:
            message = (
                f"The engine runs no container of service {task.service} after {_TIMEOUT_SECONDS:.0f} s."
            )
            raise LocalError(message, details=_stopped_reasons(clients, task))
        time.sleep(_POLL_SECONDS)
    return Service(
        name=task.service,
        arn=task.service_arn,
        how="container",
        desired=task.desired,
        url=f"http://{address}/",
        health_path=health_path(clients, task, container),
    )


def _address(clients: Clients, engine: Engine, task: Task, name: str, port: int) -> str | None:
    """Return host and port of one of the service's running containers."""
    arns = clients.ecs.list_tasks(cluster=task.cluster, serviceName=task.service)["taskArns"]
    for container in _running(engine):
        labels = container.get("Labels") or {}
        if labels.get(_TASK_LABEL) in arns and labels.get(_NAME_LABEL) == name:
            return address_of(container, port)
    return None


def address_of(container: dict[str, Any], port: int) -> str | None:
    """Return where a port of a container is reached from this machine.

    Parameters
    ----------
    container
        The container as the Docker API lists it.
    port
        The port inside the container.
    """
    for mapping in container.get("Ports") or []:
        if mapping.get("PrivatePort") == port and mapping.get("PublicPort"):
            return f"{LOOPBACK}:{mapping['PublicPort']}"
    if (container.get("HostConfig") or {}).get("NetworkMode") == "host":
        return f"{LOOPBACK}:{port}"
    networks = (container.get("NetworkSettings") or {}).get("Networks") or {}
    return next((f"{item['IPAddress']}:{port}" for item in networks.values() if item.get("IPAddress")), None)


def _running(engine: Engine) -> list[dict[str, Any]]:
    connection = engine.connect()
    try:
        filters = quote(json.dumps({"label": [_TASK_LABEL], "status": ["running"]}))
        connection.request("GET", f"/containers/json?filters={filters}")
        content: list[dict[str, Any]] = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    return content


def _stopped_reasons(clients: Clients, task: Task) -> list[str]:
    arns = clients.ecs.list_tasks(cluster=task.cluster, serviceName=task.service, desiredStatus="STOPPED")
    if not arns["taskArns"]:
        return []
    tasks = clients.ecs.describe_tasks(cluster=task.cluster, tasks=arns["taskArns"])["tasks"]
    return sorted({str(item.get("stoppedReason", "")) for item in tasks} - {""})

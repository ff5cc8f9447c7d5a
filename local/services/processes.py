"""Runs the deployed ECS services as plain processes, where no container engine does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local import ports
from local.addresses import address_here
from local.environment import LOOPBACK, aws_variables
from local.reporting.summary import Service
from local.services.load_balancing import read_balancers
from local.services.project import Project, environment_python, place
from local.services.secrets import MissingSecretError, read_secrets
from local.services.tasks import container_port, health_path
from local.supervision.programs import Program, Running, read_programs, read_running, write_programs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local.assembly import Image
    from local.clients import Clients
    from local.paths import State
    from local.services.tasks import Task


def start_processes(
    clients: Clients, state: State, tasks: Iterable[Task], images: list[Image]
) -> list[Service]:
    """Have the supervisor run each service that is made from a Python project; end those gone.

    Parameters
    ----------
    clients
        The local AWS.
    state
        The state folder.
    tasks
        The deployed services.
    images
        The assembly's images.
    """
    programs, services = [], []
    balancers = read_balancers(clients)
    taken: set[int] = set()
    for task in tasks:
        program, service = _plan(clients, state, task, images, taken, balancers)
        services.append(service)
        if program:
            programs.append(program)
    emulator, *before = read_programs(state.programs)
    if before != programs:
        write_programs(state.programs, [emulator, *programs])
    return services


def _plan(
    clients: Clients,
    state: State,
    task: Task,
    images: list[Image],
    taken: set[int],
    balancers: dict[str, str],
) -> tuple[Program | None, Service]:
    def recorded(note: str) -> tuple[None, Service]:
        service = Service(
            name=task.service, arn=task.service_arn, how="recorded", desired=task.desired, note=note
        )
        return None, service

    if task.desired == 0:
        return recorded("it asks for no task")
    found = task.main_container(images)
    if not found:
        return recorded("no container of it is built from a folder here")
    container, image = found
    project = Project(image.directory)
    wanted_port = container_port(container)
    if not project.module:
        return recorded("its image's folder holds no one package to run")
    if not wanted_port:
        return recorded("its container names no port")
    try:
        secrets = read_secrets(clients, container)
    except MissingSecretError as missing:
        return recorded(str(missing))
    running = read_running(state.running).get(project.name)
    port = _port(running, wanted_port, taken)
    taken.add(port)
    program = Program(
        name=project.name,
        command=[str(environment_python(project, state)), "-m", project.module],
        directory=str(place(project, image, state)),
        environment={
            **_variables(container, balancers, clients.port),
            **secrets,
            **aws_variables(clients.port, clients.place),
            "HOST": LOOPBACK,
            "PORT": str(port),
            "PYTHONUNBUFFERED": "1",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "",  # nothing here receives traces
        },
        log=str(state.log(project.name)),
        attempt=_attempt(running),
    )
    left_out = len(task.containers) - 1
    service = Service(
        name=project.name,
        arn=task.service_arn,
        how="process",
        desired=task.desired,
        running=1,
        url=f"http://{LOOPBACK}:{port}/",
        health_path=health_path(clients, task, container),
        note=f"{left_out} more of its containers only recorded" if left_out else "",
    )
    return program, service


def _variables(container: dict[str, Any], balancers: dict[str, str], port: int) -> dict[str, str]:
    endpoint = f"http://{LOOPBACK}:{port}"
    return {
        item["name"]: address_here(item["value"], balancers, endpoint)
        for item in container.get("environment") or []
    }


def _port(running: Running | None, wanted: int, taken: set[int]) -> int:
    """Keep the port of a running service, else take the container's, else any that no other service takes."""
    if running and running.exit_code is None:
        return int(running.program.environment["PORT"])
    if wanted not in taken and ports.is_free(wanted):
        return wanted
    return next(port for port in iter(ports.free_port, 0) if port not in taken)


def _attempt(running: Running | None) -> int:
    if running is None:
        return 0
    return running.program.attempt + (running.exit_code is not None)

"""Waits until what was started answers."""

from __future__ import annotations

import http.client
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from local.errors import LocalError, tail
from local.supervision.programs import read_programs, read_running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from local.paths import State
    from local.reporting.summary import Service

_TIMEOUT_SECONDS = 30.0
_POLL_SECONDS = 0.1


def answers(service: Service) -> bool:
    """Say whether a service's health path answers with success now.

    Parameters
    ----------
    service
        The service.
    """
    if not service.url:
        return False
    url = urlsplit(service.url)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=2)
    try:
        connection.request("GET", service.health_path)
        return connection.getresponse().status < http.HTTPStatus.BAD_REQUEST
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def alive(services: Iterable[Service]) -> set[str]:
    """Return the ARNs of the services that answer now.

    Parameters
    ----------
    services
        The services.
    """
    return {service.arn for service in services if answers(service)}


def wait_until_healthy(services: Iterable[Service], state: State, check: Callable[[], None]) -> None:
    """Wait until each service that runs answers.

    Parameters
    ----------
    services
        The services.
    state
        The state folder.
    check
        Called between two tries; what it raises ends the waiting.
    """
    deadline = time.monotonic() + _TIMEOUT_SECONDS
    for service in services:
        if service.how == "recorded":
            continue
        while not (_is_started(service, state) and answers(service)):
            check()
            _require_no_exit(service, state)
            if time.monotonic() > deadline:
                log = state.log(service.name)
                url = f"{service.url.rstrip('/')}{service.health_path}"
                message = f"Service {service.name} did not answer on {url} within {_TIMEOUT_SECONDS:.0f} s."
                raise LocalError(message, details=tail(log), log=log)
            time.sleep(_POLL_SECONDS)


def _is_started(service: Service, state: State) -> bool:
    """Say whether the supervisor runs the program as it is wanted now, and not as it was before."""
    if service.how != "process":
        return True
    wanted = {program.name: program for program in read_programs(state.programs)}
    running = read_running(state.running).get(service.name)
    return running is not None and running.program == wanted.get(service.name)


def _require_no_exit(service: Service, state: State) -> None:
    running = read_running(state.running).get(service.name)
    if _is_started(service, state) and running and running.exit_code is not None:
        log = state.log(service.name)
        message = f"Service {service.name} ended with exit code {running.exit_code} when it was started."
        raise LocalError(message, details=tail(log), log=log)

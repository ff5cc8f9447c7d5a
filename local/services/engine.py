"""The container engine of this machine, if one really answers."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# How the emulator names itself on the containers that it starts, together with its port.
INSTANCE = "goldenpath"

_TIMEOUT_SECONDS = 10.0
_CLIENTS = ("docker", "podman")


@dataclass(frozen=True)
class Engine:
    """A container engine that answers on the Docker API.

    Parameters
    ----------
    host
        Its address, as `DOCKER_HOST` has it.
    client
        The command that builds images with it.
    """

    host: str
    client: str

    def get(self, path: str) -> Any:
        """Return what its API answers.

        Parameters
        ----------
        path
            The path and query of the request.
        """
        return _call(self.host, "GET", path)


def find_engine(choice: str, environment: Mapping[str, str] = os.environ) -> Engine | None:
    """Find the container engine to use.

    Parameters
    ----------
    choice
        `auto` for the one that answers, `none` for none, else its address.
    environment
        Where `DOCKER_HOST` is looked up.

    Returns
    -------
    Engine | None
        None when nothing answers, or no client can build with it.
    """
    if choice == "none":
        return None
    hosts = _usual_hosts(environment) if choice == "auto" else iter([choice])
    host = next((host for host in hosts if answers(host)), None)
    client = next((found for name in _CLIENTS if (found := shutil.which(name))), None)
    if choice != "auto" and not host:
        message = f"No container engine answers at {choice}."
        raise LocalError(message)
    return Engine(host, client) if host and client else None


def answers(host: str) -> bool:
    """Say whether a container engine's API answers.

    Parameters
    ----------
    host
        Its address, as `DOCKER_HOST` has it.
    """
    try:
        with contextlib.closing(_connection(host)) as connection:
            connection.request("GET", "/_ping")
            return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, ValueError, http.client.HTTPException):
        return False


def remove_containers(host: str, port: int) -> None:
    """Remove every container of one local AWS: a killed emulator cannot do that itself.

    Parameters
    ----------
    host
        The engine's address, as `DOCKER_HOST` has it.
    port
        The local AWS's port.
    """
    filters = quote(json.dumps({"label": [f"ministack.instance={INSTANCE}:{port}"]}))
    for container in _call(host, "GET", f"/containers/json?all=1&filters={filters}"):
        _call(host, "DELETE", f"/containers/{container['Id']}?force=1&v=1")


def _call(host: str, method: str, path: str) -> Any:
    """Call the engine's API; nothing where it does not answer."""
    try:
        with contextlib.closing(_connection(host)) as connection:
            connection.request(method, path)
            return json.loads(connection.getresponse().read() or "null")
    except (OSError, ValueError, http.client.HTTPException):
        return []


def _usual_hosts(environment: Mapping[str, str]) -> Iterator[str]:
    if environment.get("DOCKER_HOST"):
        yield environment["DOCKER_HOST"]
    home, runtime = Path.home(), environment.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")
    yield "unix:///var/run/docker.sock"
    yield f"unix://{runtime}/docker.sock"
    yield f"unix://{home}/.docker/run/docker.sock"
    yield f"unix://{runtime}/podman/podman.sock"
    yield "unix:///run/podman/podman.sock"


class _UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_TIMEOUT_SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _connection(host: str) -> http.client.HTTPConnection:
    url = urlsplit(host)
    if url.scheme == "unix":
        return _UnixConnection(url.path)
    if url.scheme in {"tcp", "http"} and url.hostname:
        return http.client.HTTPConnection(url.hostname, url.port or 2375, timeout=_TIMEOUT_SECONDS)
    message = f"not an engine's address: {host}"
    raise ValueError(message)

"""Loopback ports: which are free, and who holds one."""

from __future__ import annotations

import socket

import psutil

from local.environment import LOOPBACK
from local.errors import LocalError


def is_free(port: int) -> bool:
    """Say whether this user can listen on the port of the loopback address.

    Parameters
    ----------
    port
        The port.
    """
    with socket.socket() as client:  # macOS lets us bind beside somebody who listens on every address
        if client.connect_ex((LOOPBACK, port)) == 0:
            return False
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port: int = listener.getsockname()[1]
    return port


def holder(port: int) -> str | None:
    """Say which process listens on a port, where the system tells.

    Parameters
    ----------
    port
        The port.
    """
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:  # macOS tells only the administrator
        return None
    for connection in connections:
        if connection.status == psutil.CONN_LISTEN and connection.laddr[1:] == (port,) and connection.pid:
            try:
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
            except psutil.Error:
                return f"process {connection.pid}"
    return None


def require_free(port: int) -> None:
    """Refuse to go on when somebody else has the port.

    Parameters
    ----------
    port
        The port.
    """
    if not is_free(port):
        by = holder(port)
        whose = f" by {by}" if by else ""
        message = (
            f"Port {port} is taken{whose}. "
            f"Free it, or choose another: make deploy ARGUMENTS='--port {port + 1}'."
        )
        raise LocalError(message)

"""Keeps the emulator on loopback and says plainly when its port is taken."""

from __future__ import annotations

import ipaddress
import socket


def require_free_port(host: str, port: int) -> None:
    """Exit with a sentence unless the address is loopback and free.

    Parameters
    ----------
    host
        The address to listen on.
    port
        The port to listen on.
    """
    if not ipaddress.ip_address(host).is_loopback:
        message = f"The local AWS listens on loopback only: BIND_HOST is {host}, allowed is 127.0.0.1."
        raise SystemExit(message)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"The local AWS cannot listen on {host}:{port}: {error.strerror or error}."
            raise SystemExit(message) from error

"""HAProxy, whose weights are moved while it runs."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_ALL_WEIGHT: Final = 256
_PATIENCE_SECONDS: Final = 20
_ANSWER: Final = re.compile(r"(\S+) (\d{3}) (\d+)")
_END: Final = b"end"
# Nothing is tried twice: what a version fails, a shopper sees, as behind an Application Load Balancer.
_CONFIGURATION: Final = """
global
  stats socket {folder}/haproxy.sock mode 600 level admin
  log {folder}/log.sock len 256 format raw local0
  maxconn 4000
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  retries 0
  option dontlognull
  timeout check 5s
  log global
  log-format "%s %ST %Ta"
frontend shop
  bind 127.0.0.1:{port}
  default_backend shop
backend shop
  balance roundrobin
  http-reuse always
  option httpchk GET /readyz
  default-server check inter 2s fall 3 rise 1 init-addr none
{servers}
"""


class BalancerMissingError(Exception):
    """HAProxy is not installed; the message says how to get it."""


class Balancer:
    """A running HAProxy.

    Parameters
    ----------
    folder
        Where its socket is.
    port
        Where it listens, on loopback.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self._socket = folder / "haproxy.sock"
        self.url = f"http://127.0.0.1:{port}"

    def set_weights(self, shares: Mapping[str, float]) -> None:
        """Say which share of the traffic each server gets.

        Parameters
        ----------
        shares
            0 to 1, by the server's name. Who gets some is taken for healthy until a check says otherwise.
        """
        for server, share in shares.items():
            if share:
                self._tell(f"set server shop/{server} health up")
            self._tell(f"set server shop/{server} weight {round(_ALL_WEIGHT * share)}")

    def _tell(self, command: str) -> None:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self._socket))
            connection.sendall(f"{command}\n".encode())
            answer = connection.makefile().read().strip()
        if answer:
            message = f"HAProxy answers to '{command}': {answer}"
            raise RuntimeError(message)


@contextlib.contextmanager
def balancer(
    folder: Path, port: int, servers: Mapping[str, int], note: Callable[[str, int, float], None]
) -> Iterator[Balancer]:
    """Run HAProxy until the block is left.

    Parameters
    ----------
    folder
        Where its files go.
    port
        Where it listens, on loopback.
    servers
        The ports of those who answer, by name; none gets traffic yet.
    note
        Is told of each answer: the server's name, the status, the milliseconds.

    Raises
    ------
    BalancerMissingError
        If HAProxy is not installed.
    """
    program = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/local/bin:/usr/bin")
    if program is None:
        message = (
            "A rehearsal needs HAProxy as its load balancer: apt-get install haproxy, or brew install haproxy"
        )
        raise BalancerMissingError(message)
    lines = "\n".join(f"  server {name} 127.0.0.1:{of} weight 0" for name, of in servers.items())
    configuration = folder / "haproxy.cfg"
    configuration.write_text(_CONFIGURATION.format(folder=folder, port=port, servers=lines), encoding="utf-8")
    with _log(folder / "log.sock", note), (folder / "haproxy.log").open("wb") as log:
        process = subprocess.Popen([program, "-f", str(configuration), "-db"], stdout=log, stderr=log)
        try:
            _wait_until_it_listens(port, process)
            yield Balancer(folder, port)
        finally:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _log(path: Path, note: Callable[[str, int, float], None]) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 * 2**20)
        receiver.bind(str(path))

        def read() -> None:
            while (line := receiver.recv(512)) != _END:
                answer = _ANSWER.fullmatch(line.decode().strip())
                if answer:  # the rest tells of servers that come and go
                    note(answer[1], int(answer[2]), float(answer[3]))

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            yield
        finally:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.sendto(_END, str(path))
            reader.join(_PATIENCE_SECONDS)


def _wait_until_it_listens(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    message = "HAProxy does not listen"
    raise RuntimeError(message)

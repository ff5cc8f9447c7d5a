"""A collector that takes traces, and sends them nowhere."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import rotel

from bench.shop.emulator import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_AGENT: Final = Path(rotel.__file__).parent / "rotel-agent"
_PATIENCE_SECONDS: Final = 30


@contextlib.contextmanager
def collector(exporter: Sequence[str] = ("--exporter", "blackhole")) -> Iterator[str]:
    """Run a collector until the block is left; give the address that takes traces by OTLP.

    Parameters
    ----------
    exporter
        Arguments that say where it sends what it takes.
    """
    port = free_port()
    command = [str(_AGENT), "start", "--otlp-http-endpoint", f"127.0.0.1:{port}"]
    command += ["--otlp-grpc-endpoint", f"127.0.0.1:{free_port()}", "--batch-timeout", "100ms", *exporter]
    process = subprocess.Popen(
        command, env={"PATH": os.defpath}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_it_listens(port)
        yield f"http://127.0.0.1:{port}/v1/traces"
    finally:
        process.kill()
        process.wait()


def _wait_until_it_listens(port: int) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    message = f"the collector did not listen within {_PATIENCE_SECONDS} s"
    raise TimeoutError(message)

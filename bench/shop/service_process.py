"""A service as a process of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

import httpx2
import psutil

from bench.shop.emulator import ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PATIENCE_SECONDS: Final = 60
_OK: Final = 200
_MIB: Final = 2**20


class ServiceProcess:
    """A service that can be killed and started again, on the same port.

    Parameters
    ----------
    name
        The service.
    path
        What its paths begin with.
    environment
        Its settings.
    log
        Where its log goes.
    """

    def __init__(self, name: str, path: str, environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}{path}"
        self.log = log
        self._environment = {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PATH": os.defpath,
            "DRAIN_SECONDS": "0",
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.name],
                cwd=ROOT / "docker" / self.name,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self, patience_seconds: float = _PATIENCE_SECONDS) -> float:
        """Wait until it can serve; give how many seconds that took.

        Parameters
        ----------
        patience_seconds
            How long to wait.

        Raises
        ------
        TimeoutError
            If it takes longer, or has ended.
        """
        began = time.monotonic()
        while time.monotonic() < began + patience_seconds and not self._has_ended():
            with contextlib.suppress(httpx2.TransportError):
                if httpx2.get(f"{self.url}/readyz").status_code == _OK:
                    return time.monotonic() - began
            time.sleep(0.02)
        message = f"{self.name} was not ready within {patience_seconds:g} s; its log is {self.log}"
        raise TimeoutError(message)

    def _has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def kill(self) -> None:
        """End it as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """End it as a platform does; give its exit code."""
        if self._process is None:
            return 0
        self._process.terminate()
        return self._process.wait(timeout=_PATIENCE_SECONDS)

    @property
    def resident_mib(self) -> float:
        """How much memory it has."""
        if self._process is None:
            return 0
        return psutil.Process(self._process.pid).memory_info().rss / _MIB

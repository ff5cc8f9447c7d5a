"""Looks at the copies of the services, again and again."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING, Self

import httpx2
import psutil

from docs.dashboards.driving.driven import Look

if TYPE_CHECKING:
    from types import TracebackType

    from bench.shop.service_process import ServiceProcess

_MIB = 2**20
_OK = 200
_EVERY_SECONDS = 0.5  # so that there is a look in each second, even if one is late
_LONGEST_ANSWER_SECONDS = 1.0


class Watch:
    """Looks at copies in a thread of its own, until the block is left.

    Attributes
    ----------
    looks
        What was seen.
    """

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self._watched: list[tuple[ServiceProcess, int, psutil.Process]] = []
        self._has_ended = threading.Event()
        self._thread = threading.Thread(target=self._look_again_and_again, daemon=True)
        self._client = httpx2.Client(timeout=_LONGEST_ANSWER_SECONDS)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        self._has_ended.set()
        self._thread.join()
        self._client.close()

    def add(self, copy: ServiceProcess, release: int) -> None:
        """Look at a copy from now on, for as long as it lives.

        Parameters
        ----------
        copy
            The copy, which runs.
        release
            The number of the release that it came with.
        """
        process = _process_on(copy.port)
        process.cpu_percent()  # what it gives the next time is since now
        self._watched.append((copy, release, process))

    def _look_again_and_again(self) -> None:
        next_look = time.monotonic()
        while not self._has_ended.wait(max(0.0, next_look - time.monotonic())):
            next_look += _EVERY_SECONDS
            at = time.time()
            for copy, release, process in tuple(self._watched):
                with contextlib.suppress(psutil.Error):
                    look = self._look(at, copy, release, process)
                    if look.memory_mib:  # one that has just ended has none
                        self.looks.append(look)

    def _look(self, at: float, copy: ServiceProcess, release: int, process: psutil.Process) -> Look:
        return Look(
            at=at,
            service=copy.name,
            release=release,
            cpu_percent=process.cpu_percent(),
            memory_mib=process.memory_info().rss / _MIB,
            is_ready=self._is_ready(copy),
        )

    def _is_ready(self, copy: ServiceProcess) -> bool:
        try:
            return self._client.get(f"{copy.url}/readyz").status_code == _OK
        except httpx2.TransportError:
            return False


def _process_on(port: int) -> psutil.Process:
    """Find the process of ours that listens on a port."""
    for process in psutil.Process().children():
        if any(each.laddr.port == port and not each.raddr for each in process.net_connections("tcp")):
            return process
    message = f"no process of this one's listens on port {port}"
    raise LookupError(message)

"""The HTTP server that the application runs in."""

from __future__ import annotations

import logging
import math
import signal
import time
from typing import TYPE_CHECKING

import uvicorn
from opentelemetry.sdk.resources import OTELResourceDetector

if TYPE_CHECKING:
    import socket
    from types import FrameType

    from starlette.types import ASGIApp

    from chassis.readiness import Readiness
    from chassis.settings import ServiceSettings

_LOG = logging.getLogger(__name__)


class DrainingServer(uvicorn.Server):
    """A server that, told to stop, says that it is not ready and goes on answering for a while.

    Parameters
    ----------
    config
        The server's own configuration.
    drain_seconds
        How long it goes on; told a second time, it stops at once.
    readiness
        Where it notes that it was told.
    """

    def __init__(self, config: uvicorn.Config, *, drain_seconds: int, readiness: Readiness) -> None:
        super().__init__(config)
        self._drain_seconds = drain_seconds
        self._readiness = readiness
        self._stop_time_seconds = math.inf  # of the monotonic clock

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's own names
        """Begin to drain. Uvicorn's own way would stop at once, and raise the signal again at the end.

        Parameters
        ----------
        sig
            The signal.
        frame
            Where the program was.
        """
        drain_seconds = 0 if self._readiness.is_draining else self._drain_seconds
        self._readiness.drain()
        self._stop_time_seconds = time.monotonic() + drain_seconds

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say when requests are taken, and by which version.

        Parameters
        ----------
        sockets
            Where they come in, if that is open already.
        """
        await super().startup(sockets)
        if self.started:
            _LOG.info("started", extra={"version": _version()})

    async def on_tick(self, counter: int) -> bool:
        """Say whether to stop; uvicorn asks ten times a second.

        Parameters
        ----------
        counter
            How often it has asked.
        """
        return time.monotonic() >= self._stop_time_seconds or await super().on_tick(counter)


def _version() -> str:
    """Give the version that the platform says this is, as OpenTelemetry has it."""
    return str(OTELResourceDetector().detect().attributes.get("service.version", "unknown"))


def serve(application: ASGIApp, settings: ServiceSettings, readiness: Readiness) -> None:
    """Serve until told to stop, and then until the open requests are answered.

    Parameters
    ----------
    application
        What answers the requests.
    settings
        Where to listen, and how long stopping may take.
    readiness
        Where it is noted that the process was told to stop.
    """
    config = uvicorn.Config(
        application,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )
    server = DrainingServer(config, drain_seconds=settings.drain_seconds, readiness=readiness)
    # Uvicorn takes the signals for as long as it runs only. A platform that asks for the stop a moment before
    # or after should see exit code 0 as well, and not a death by that signal.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    server.run()
    _LOG.info("stopped")

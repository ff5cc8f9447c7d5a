"""The HTTP server that the application runs in."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from storefront.settings import Settings


def serve(application: ASGIApp, settings: Settings) -> None:
    """Serve until told to stop, and then until the open requests are answered.

    Parameters
    ----------
    application
        What answers the requests.
    settings
        Where to listen, and how long the open requests may take.
    """
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=settings.shutdown_seconds,
        )
    )
    # Once stopped, the server raises the signal that stopped it again. A platform that asked for the stop
    # should see exit code 0, and not a death by that signal.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    server.run()

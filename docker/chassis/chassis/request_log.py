"""One log line for each request."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from chassis.health import PATHS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("requests")
_FAILED = 500


class RequestLog:
    """Writes what was asked, how it was answered and how long it took.

    The load balancer's trace header is written too, to find the request in its access log. The query is
    not: it can hold what a shopper typed.

    Parameters
    ----------
    application
        What answers the requests.
    """

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and write about it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        status = _FAILED

        async def send_and_see(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self._application(scope, receive, send_and_see)
        finally:
            _write(scope, status, time.perf_counter() - began)


def _write(scope: Scope, status: int, seconds: float) -> None:
    level = logging.DEBUG if scope["path"] in PATHS else logging.INFO
    if not _LOG.isEnabledFor(level):
        return
    request = {
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "duration_ms": round(seconds * 1000, 3),
    }
    trace = dict(scope["headers"]).get(b"x-amzn-trace-id")
    if trace is not None:
        request["trace"] = trace.decode("latin-1")
    _LOG.log(level, "request", extra=request)

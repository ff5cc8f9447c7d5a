"""What is noted of each request: one line in the log, and the golden signals."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from chassis.golden_signals import GoldenSignals

_LOG = logging.getLogger("requests")
_FAILED: Final = 500
_NO_ROUTE: Final = "(none)"


class Observation:
    """Measures each request once, logs it and counts it.

    The load balancer's trace header is written too, to find the request in its access log. The query is
    not: it can hold what a shopper typed.

    Parameters
    ----------
    application
        What answers the requests.
    signals
        Where they are counted.
    """

    def __init__(self, application: ASGIApp, signals: GoldenSignals) -> None:
        self._application = application
        self._signals = signals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note how it went."""
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
            milliseconds = (time.perf_counter() - began) * 1000
            self._signals.note(route_of(scope), status, milliseconds)
            _write(scope, status, milliseconds)


def route_of(scope: Scope) -> str:
    """Name the route that a request took: one of the code's, never what somebody made up.

    Parameters
    ----------
    scope
        The request, once it was answered.
    """
    route = scope.get("route")
    path, methods = getattr(route, "path_format", None), getattr(route, "methods", None)
    if path is None or methods is None or scope["method"] not in methods:
        return _NO_ROUTE
    return f"{scope['method']} {scope.get('root_path', '')}{path}"


def _write(scope: Scope, status: int, milliseconds: float) -> None:
    if not _LOG.isEnabledFor(logging.INFO):
        return
    request = {
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "duration_ms": round(milliseconds, 3),
    }
    for name, value in scope["headers"]:
        if name == b"x-amzn-trace-id":
            request["load_balancer_trace"] = value.decode("latin-1")
    _LOG.info("request", extra=request)

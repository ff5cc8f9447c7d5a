"""What a service takes on: so many requests at once, and no more."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_LOG = logging.getLogger(__name__)
_LOG_EVERY_SECONDS: Final = 1.0
_REFUSAL = json.dumps({"detail": "too many requests at once"}).encode()
_HEADERS = (
    (b"content-type", b"application/json"),
    (b"content-length", str(len(_REFUSAL)).encode()),
    (b"retry-after", b"1"),
)


class Load:
    """How many requests are open.

    Parameters
    ----------
    most
        How many may be.

    Attributes
    ----------
    refused
        How many requests were refused since the start.
    """

    def __init__(self, most: int) -> None:
        self.refused = 0
        self._most = most
        self._open = 0
        self._peak = 0

    def begin(self) -> bool:
        """Note a request, and say whether it may be answered."""
        if self._open >= self._most:
            self.refused += 1
            return False
        self._open += 1
        self._peak = max(self._peak, self._open)
        return True

    def end(self) -> None:
        """Note that one was answered."""
        self._open -= 1

    def peak(self) -> float:
        """Give the most that were open since this was asked last, as a share of what may be, 0 to 1."""
        share = self._peak / self._most
        self._peak = self._open
        return share


class LoadShedding:
    """Tells requests beyond what a service takes on to come again, so that the others are answered in time.

    It costs little to be refused: nothing is traced, measured or logged for each.

    Parameters
    ----------
    application
        What answers the requests.
    load
        How many are open.
    """

    def __init__(self, application: ASGIApp, load: Load) -> None:
        self._application = application
        self._load = load
        self._logs_again_at = 0.0  # of the monotonic clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        if not self._load.begin():
            self._log_now_and_then()
            await send({"type": "http.response.start", "status": 503, "headers": [*_HEADERS]})
            await send({"type": "http.response.body", "body": _REFUSAL})
            return
        try:
            await self._application(scope, receive, send)
        finally:
            self._load.end()

    def _log_now_and_then(self) -> None:
        now = time.monotonic()
        if now >= self._logs_again_at:
            self._logs_again_at = now + _LOG_EVERY_SECONDS
            _LOG.warning("too many requests at once", extra={"refused_since_start": self._load.refused})

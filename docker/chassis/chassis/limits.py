"""What a service takes on: so many requests at once, and no more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chassis.health import is_probe

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_REFUSAL = json.dumps({"detail": "too many requests at once"}).encode()
_HEADERS = (
    (b"content-type", b"application/json"),
    (b"content-length", str(len(_REFUSAL)).encode()),
    (b"retry-after", b"1"),
)


class LoadShedding:
    """Tells requests beyond a number that are open at once to come again, so that those are answered in time.

    Parameters
    ----------
    application
        What answers the requests.
    most
        How many may be open. What the platform asks is not counted.
    """

    def __init__(self, application: ASGIApp, *, most: int) -> None:
        self._application = application
        self._most = most
        self._open = 0
        self._most_open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or is_probe(scope["path"]):
            await self._application(scope, receive, send)
            return
        if self._open >= self._most:
            await send({"type": "http.response.start", "status": 503, "headers": [*_HEADERS]})
            await send({"type": "http.response.body", "body": _REFUSAL})
            return
        self._open += 1
        self._most_open = max(self._most_open, self._open)
        try:
            await self._application(scope, receive, send)
        finally:
            self._open -= 1

    def most_open(self) -> float:
        """Give the most that were open since this was asked last, as a share of what may be, 0 to 1."""
        share = self._most_open / self._most
        self._most_open = self._open
        return share

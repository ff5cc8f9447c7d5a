"""What a service takes on: so many requests at once, each so large, and no more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chassis.health import PATHS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LARGEST_BODY_BYTES = 64 * 1024
_TOO_LARGE, _UNAVAILABLE = 413, 503


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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["path"] in PATHS:
            await self._application(scope, receive, send)
            return
        if self._open >= self._most:
            await _refuse(send, _UNAVAILABLE, "too many requests at once", (b"retry-after", b"1"))
            return
        self._open += 1
        try:
            await self._application(scope, receive, send)
        finally:
            self._open -= 1


class BodyLimit:
    """Refuses requests with a body larger than 64 KiB, announced or not.

    Parameters
    ----------
    application
        What answers the requests.
    """

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > _LARGEST_BODY_BYTES:
            await _refuse(send, _TOO_LARGE, "the body is too large", (b"connection", b"close"))
            return
        await self._application(scope, _counted(receive), send)


class BodyTooLargeError(Exception):
    """More has arrived than was announced or is allowed."""


def _counted(receive: Receive) -> Receive:
    seen = 0

    async def receive_and_count() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > _LARGEST_BODY_BYTES:
            raise BodyTooLargeError
        return message

    return receive_and_count


async def _refuse(send: Send, status: int, detail: str, header: tuple[bytes, bytes]) -> None:
    body = json.dumps({"detail": detail}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), header]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""Whether this process wants new requests, and what clients are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Readiness:
    """Whether the process drains: it still answers, and asks for no more."""

    def __init__(self) -> None:
        self._is_draining = False

    @property
    def is_draining(self) -> bool:
        """Whether it drains. It never goes back."""
        return self._is_draining

    def drain(self) -> None:
        """Note that the process was told to stop."""
        self._is_draining = True


class LeaveWhenDraining:
    """Ends connections with the next response, once the process drains.

    A client that keeps its connection open would otherwise send a request into the moment it is closed.

    Parameters
    ----------
    application
        What answers the requests.
    readiness
        Whether the process drains.
    """

    def __init__(self, application: ASGIApp, readiness: Readiness) -> None:
        self._application = application
        self._readiness = readiness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def send_and_leave(message: Message) -> None:
            if message["type"] == "http.response.start" and self._readiness.is_draining:
                message = {**message, "headers": [*message.get("headers", ()), (b"connection", b"close")]}
            await send(message)

        await self._application(scope, receive, send_and_leave)

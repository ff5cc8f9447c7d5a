"""What goes wrong on purpose: a known-bad version, to rehearse a rollback with.

===================  ======================================================================
``FAULT``            what the service does
===================  ======================================================================
``crash``            ends with exit code 1 when it starts
``unhealthy``        answers health checks with 500
``errors:PERCENT``   answers that share of requests with 500, evenly
``slow:MS``          takes that many milliseconds longer
``leak:KIBIBYTES``   keeps so much memory for each request, for ever
===================  ======================================================================
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from chassis.health import is_probe

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_ALL_PERCENT = 100


class FaultyRequests:
    """Makes requests go wrong.

    Parameters
    ----------
    application
        What would answer well.
    fault
        What goes wrong; nothing where it is empty.
    """

    def __init__(self, application: ASGIApp, fault: str) -> None:
        self._application = application
        self._kind, _, amount = fault.partition(":")
        self._amount = int(amount or 0)
        self._credit = 0
        self._leaked: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or not."""
        if scope["type"] == "http" and await self._goes_wrong():
            await _fail(send)
            return
        await self._application(scope, receive, send)

    async def _goes_wrong(self) -> bool:
        match self._kind:
            case "errors":
                self._credit += self._amount
                if self._credit >= _ALL_PERCENT:
                    self._credit -= _ALL_PERCENT
                    return True
            case "slow":
                await asyncio.sleep(self._amount / 1000)
            case "leak":
                self._leaked.append(bytes(self._amount * 1024))
        return False


class FaultyHealth:
    """Makes what a platform asks go wrong.

    Parameters
    ----------
    application
        What would answer well.
    fault
        What goes wrong; nothing where it is empty.
    """

    def __init__(self, application: ASGIApp, fault: str) -> None:
        self._application = application
        self._is_unhealthy = fault == "unhealthy"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or not."""
        if self._is_unhealthy and is_probe(scope):
            await _fail(send)
            return
        await self._application(scope, receive, send)


async def _fail(send: Send) -> None:
    await send({"type": "http.response.start", "status": 500, "headers": []})
    await send({"type": "http.response.body", "body": b"a fault made on purpose"})

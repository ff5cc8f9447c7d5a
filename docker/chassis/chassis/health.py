"""What a platform asks: whether the process lives, and whether it can serve."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final

from fastapi.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from chassis.readiness import Readiness

Check = Callable[[], Awaitable[object]]
"""Asks something that the service cannot serve without; raises where it does not answer."""

_ALIVE, _READY = "/healthz", "/readyz"
_LOG = logging.getLogger(__name__)
_OK, _UNAVAILABLE = 200, 503
_PATIENCE_SECONDS: Final = 1.5


def is_probe(scope: Scope) -> bool:
    """Say whether a platform asks for the process's health: by a path of its own, below whatever prefix.

    Parameters
    ----------
    scope
        A request.
    """
    return scope["type"] == "http" and str(scope["path"]).endswith((_ALIVE, _READY))


class Health:
    """Answers ``/healthz`` and ``/readyz`` before anything else does, however busy the service is.

    ``/healthz`` is answered as long as the process can: whoever gets no answer should start it anew.
    ``/readyz`` tells whether to send requests. Below a prefix they are the same, since a load balancer may
    lead no other paths here.

    Parameters
    ----------
    application
        What answers everything else.
    readiness
        Whether the process wants new requests.
    checks
        What the service cannot serve without, by its name. No other service is among them: its failure would
        spread, where a page that says so is better.
    """

    def __init__(self, application: ASGIApp, readiness: Readiness, checks: Mapping[str, Check]) -> None:
        self._application = application
        self._readiness = readiness
        self._checks = checks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass a request on."""
        if not is_probe(scope):
            await self._application(scope, receive, send)
            return
        answer = {"status": "alive"} if scope["path"].endswith(_ALIVE) else await self._ready()
        status = _OK if answer["status"] in {"alive", "ready"} else _UNAVAILABLE
        await JSONResponse(answer, status)(scope, receive, send)

    async def _ready(self) -> dict[str, object]:
        if self._readiness.is_draining:
            return {"status": "draining"}
        missing = [name for name, check in self._checks.items() if not await _answers(name, check)]
        return {"status": "waiting", "for": missing} if missing else {"status": "ready"}


async def _answers(name: str, check: Check) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await check()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it cannot be used
        _LOG.warning("not ready", extra={"dependency": name}, exc_info=True)
        return False
    return True

"""What a platform asks: whether the process lives, and whether it can serve."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter
from fastapi.responses import JSONResponse

if TYPE_CHECKING:
    from chassis.readiness import Readiness

Check = Callable[[], Awaitable[object]]
"""Asks something that the service cannot serve without; raises where it does not answer."""

_PATHS: Final = ("/healthz", "/readyz")
_LOG = logging.getLogger(__name__)
_READS = ["GET", "HEAD"]
_OK, _UNAVAILABLE = 200, 503
_PATIENCE_SECONDS = 1.5


def is_probe(path: str) -> bool:
    """Say whether a path is one that a platform asks, below whatever prefix.

    Parameters
    ----------
    path
        The path of a request.
    """
    return path.endswith(_PATHS)


def health_routes(readiness: Readiness, checks: Mapping[str, Check]) -> APIRouter:
    """Make the routes that a platform asks.

    Parameters
    ----------
    readiness
        Whether the process wants new requests.
    checks
        What the service cannot serve without, by its name. No other service is among them: its failure would
        spread, where a page that says so is better.
    """
    router = APIRouter(include_in_schema=False)

    @router.api_route("/healthz", methods=_READS)
    async def alive() -> dict[str, str]:
        """Answer as long as the process can: whoever gets no answer should start it anew."""
        return {"status": "alive"}

    @router.api_route("/readyz", methods=_READS)
    async def ready() -> JSONResponse:
        """Answer whether to send requests."""
        if readiness.is_draining:
            return JSONResponse({"status": "draining"}, _UNAVAILABLE)
        missing = [name for name, check in checks.items() if not await _answers(name, check)]
        if missing:
            return JSONResponse({"status": "waiting", "for": missing}, _UNAVAILABLE)
        return JSONResponse({"status": "ready"}, _OK)

    return router


async def _answers(name: str, check: Check) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await check()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it cannot be used
        _LOG.warning("not ready", extra={"dependency": name}, exc_info=True)
        return False
    return True

"""What a platform asks: whether the process lives, and whether it can serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import JSONResponse

if TYPE_CHECKING:
    from storefront.readiness import Readiness

_READS = ["GET", "HEAD"]
_OK, _UNAVAILABLE = 200, 503


def health_routes(readiness: Readiness) -> APIRouter:
    """Make the routes that a platform asks.

    Parameters
    ----------
    readiness
        Whether the process wants new requests.
    """
    router = APIRouter()

    @router.api_route("/healthz", methods=_READS)
    async def alive() -> dict[str, str]:
        """Answer as long as the process can: whoever gets no answer should start it anew."""
        return {"status": "alive"}

    @router.api_route("/readyz", methods=_READS)
    async def ready() -> JSONResponse:
        """Answer whether to send requests: until told to stop, as nothing else is needed for them yet."""
        if readiness.is_draining:
            return JSONResponse({"status": "draining"}, _UNAVAILABLE)
        return JSONResponse({"status": "ready"}, _OK)

    return router

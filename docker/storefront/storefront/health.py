"""What a platform asks: whether the process lives, and whether it can serve."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()


@router.api_route("/healthz", methods=["GET", "HEAD"])
async def alive() -> dict[str, str]:
    """Answer as long as the process can: whoever gets no answer should start it anew."""
    return {"status": "alive"}


@router.api_route("/readyz", methods=["GET", "HEAD"])
async def ready() -> dict[str, str]:
    """Answer whether requests can be served: always, as nothing else is needed for them yet."""
    return {"status": "ready"}

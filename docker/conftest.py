"""What the tests of all services share."""

# ruff: noqa: INP001 - pytest finds it by its name; it is no module of a package

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp


@pytest.fixture
def ask() -> Callable[..., httpx.Response]:
    """Give a function that asks an application without a server between, as a client sees it."""
    return _ask


def _ask(
    application: ASGIApp, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> httpx.Response:
    async def request() -> httpx.Response:
        # A failure of the application is a response with status 500.
        transport = httpx.ASGITransport(application, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            return await client.request(method, path, headers=headers)

    return asyncio.run(request())

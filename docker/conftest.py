"""What the tests of all services share."""

# ruff: noqa: INP001 - pytest finds it by its name; it is no module of a package

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx2
import pytest

from bench.shop.emulator import Emulator, emulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.types import ASGIApp


@pytest.fixture
def ask() -> Callable[..., httpx2.Response]:
    """Give a function that asks an application without a server between, as a client sees it."""
    return _ask


def _ask(
    application: ASGIApp,
    path: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
) -> httpx2.Response:
    async def request() -> httpx2.Response:
        # A failure of the application is a response with status 500.
        transport = httpx2.ASGITransport(application, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://shop") as client:
            return await client.request(method, path, headers=headers, content=content)

    return asyncio.run(request())


@pytest.fixture(scope="session")
def local_aws() -> Iterator[Emulator]:
    """Run the local AWS's emulator."""
    with emulator() as running:
        yield running


@pytest.fixture
def aws(local_aws: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """Let this process use the emulator."""
    for name, value in local_aws.variables.items():
        monkeypatch.setenv(name, value)
    return local_aws


@pytest.fixture
def products_table(aws: Emulator) -> str:
    """Make a table as the catalogue's stack makes it."""
    return aws.make_products_table()


@pytest.fixture
def orders_table(aws: Emulator) -> str:
    """Make a table as the stack of checkout makes it."""
    return aws.make_orders_table()

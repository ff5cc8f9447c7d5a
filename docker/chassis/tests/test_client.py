"""Calls to another service, which may be slow, or away."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING

import httpx2
import pytest

from chassis.client import RetryBudget, ServiceClient, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable


def client_of(answer: Callable[[httpx2.Request], httpx2.Response]) -> ServiceClient:
    return ServiceClient("catalog", "http://catalog:8080/catalog", httpx2.MockTransport(answer))


def test_a_path_is_asked_below_the_address() -> None:
    seen = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(str(request.url))
        return httpx2.Response(404)

    assert asyncio.run(client_of(answer).request("GET", "/products/x")).status_code == 404
    assert seen == ["http://catalog:8080/catalog/products/x"]


@pytest.mark.parametrize(("method", "tries"), [("GET", 3), ("PUT", 3), ("POST", 1)])
def test_what_may_be_repeated_is_tried_again(method: str, tries: int) -> None:
    asked = 0

    def answer(_: httpx2.Request) -> httpx2.Response:
        nonlocal asked
        asked += 1
        return httpx2.Response(503)

    with pytest.raises(UnavailableError, match="catalog does not answer"):
        asyncio.run(client_of(answer).request(method, "/"))
    assert asked == tries


def test_a_second_try_may_do() -> None:
    has_failed = False

    def answer(_: httpx2.Request) -> httpx2.Response:
        nonlocal has_failed
        if not has_failed:
            has_failed = True
            raise httpx2.ConnectError("refused")
        return httpx2.Response(200, json=1)

    assert asyncio.run(client_of(answer).request("GET", "/")).json() == 1


def test_a_service_that_is_down_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("chassis.client.time", SimpleNamespace(monotonic=lambda: now))
    asked = 0
    is_down = True

    def answer(_: httpx2.Request) -> httpx2.Response:
        nonlocal asked
        asked += 1
        return httpx2.Response(503 if is_down else 200)

    async def calls() -> None:
        nonlocal now, is_down
        client = client_of(answer)
        for _ in range(10):
            with pytest.raises(UnavailableError):
                await client.request("GET", "/")
        assert asked == 5, "the circuit opens after five failures"
        now += 2.1
        with pytest.raises(UnavailableError):
            await client.request("GET", "/")
        assert asked == 6, "one request finds out whether it is back"
        now, is_down = now + 2.1, False
        assert (await client.request("GET", "/")).status_code == 200
        assert (await client.request("GET", "/")).status_code == 200

    asyncio.run(calls())


def test_retries_stay_a_tenth_of_the_requests() -> None:
    budget = RetryBudget()
    spent = 0
    for _ in range(1000):
        budget.earn()
        spent += budget.spend()
    assert spent <= 1000 * 0.1 + 10

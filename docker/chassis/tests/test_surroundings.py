"""What every response has, what is refused, and what goes wrong on purpose."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx2
import pytest
from fastapi import Request

from chassis.client import UnavailableError
from chassis.readiness import Readiness
from chassis.security_headers import HEADERS
from chassis.service import Service
from chassis.settings import ServiceSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.types import ASGIApp

    Ask = Callable[..., httpx2.Response]


def make(readiness: Readiness | None = None, **settings: object) -> ASGIApp:
    readiness = readiness or Readiness()
    application = Service(ServiceSettings(**settings), readiness, checks={})

    @application.get("/")
    async def front() -> str:
        return "well"

    @application.post("/")
    async def body(request: Request) -> int:
        return len(await request.body())

    @application.get("/slow")
    async def slow() -> str:
        await asyncio.sleep(0.2)
        return "late"

    @application.get("/failure")
    async def fail() -> None:
        raise RuntimeError("a failure made by this test")

    @application.get("/away")
    async def away() -> None:
        raise UnavailableError("catalog does not answer")

    return application


@pytest.mark.parametrize("path", ["/", "/nowhere", "/failure", "/away"])
def test_every_answer_to_a_client_has_the_security_headers(ask: Ask, path: str) -> None:
    response = ask(make(), path)
    assert {name.decode(): response.headers.get(name.decode()) for name, _ in HEADERS} == {
        name.decode(): value.decode() for name, value in HEADERS
    }
    assert response.status_code == {"/failure": 500, "/nowhere": 404, "/away": 503}.get(path, 200)


def test_a_service_that_is_away_is_named_and_comes_back(ask: Ask) -> None:
    response = ask(make(), "/away")
    assert response.json() == {"detail": "catalog does not answer"}
    assert response.headers["retry-after"] == "1"


@pytest.mark.parametrize(("path", "status"), [("/healthz", "alive"), ("/readyz", "ready")])
def test_health(ask: Ask, path: str, status: str) -> None:
    response = ask(make(), path)
    assert (response.status_code, response.json()) == (200, {"status": status})
    assert ask(make(), path, "HEAD").content == b""


def test_a_process_that_drains_answers_and_sends_its_clients_elsewhere(ask: Ask) -> None:
    readiness = Readiness()
    application = make(readiness)
    assert "connection" not in ask(application, "/").headers
    readiness.drain()
    front, ready = ask(application, "/"), ask(application, "/readyz")
    assert (front.status_code, front.headers["connection"]) == (200, "close")
    assert (ready.status_code, ready.json()) == (503, {"status": "draining"})


def test_a_service_is_not_ready_without_what_it_needs(ask: Ask) -> None:
    async def answers() -> None:
        pass

    async def fails() -> None:
        raise ConnectionError

    async def hangs() -> None:
        await asyncio.sleep(60)

    checks = {"a": answers, "b": fails, "c": hangs}
    response = ask(Service(ServiceSettings(), Readiness(), checks=checks), "/shop/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "waiting", "for": ["b", "c"]})


def test_a_body_is_taken_up_to_64_kib(ask: Ask) -> None:
    assert ask(make(), "/", "POST", content=b"x" * 65_536).json() == 65_536
    refused = ask(make(), "/", "POST", content=b"x" * 65_537)
    assert refused.status_code == 413


def test_a_body_that_was_not_announced_is_counted() -> None:
    async def stream() -> httpx2.Response:
        async def chunks() -> AsyncIterator[bytes]:
            for _ in range(65):
                yield b"x" * 1024

        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(make()), base_url="http://shop"
        ) as client:
            return await client.post("/", content=chunks())

    assert asyncio.run(stream()).status_code == 413


def test_requests_beyond_the_most_are_told_to_come_again() -> None:
    async def crowd() -> list[httpx2.Response]:
        transport = httpx2.ASGITransport(make(most_requests=3))
        async with httpx2.AsyncClient(transport=transport, base_url="http://shop") as client:
            waiting = [asyncio.create_task(client.get("/slow")) for _ in range(5)]
            await asyncio.sleep(0.05)
            health = await client.get("/healthz")
            assert health.status_code == 200
            answers = await asyncio.gather(*waiting)
            assert (await client.get("/")).status_code == 200
            return answers

    answers = asyncio.run(crowd())
    refused = [answer for answer in answers if answer.status_code == 503]
    assert [answer.status_code for answer in answers].count(200) == 3
    assert {answer.headers["retry-after"] for answer in refused} == {"1"}


@pytest.mark.parametrize("percent", [0, 30, 100])
def test_a_share_of_errors(ask: Ask, percent: int) -> None:
    application = make(fault=f"errors:{percent}")
    statuses = [ask(application, "/").status_code for _ in range(20)]
    assert statuses.count(500) == percent / 5
    assert ask(application, "/healthz").status_code == 200


def test_faults_of_other_kinds(ask: Ask) -> None:
    assert ask(make(fault="unhealthy"), "/healthz").status_code == 500
    assert ask(make(fault="unhealthy"), "/").status_code == 200
    assert ask(make(fault="leak:1"), "/").is_success
    began = time.monotonic()
    assert ask(make(fault="slow:120"), "/").is_success
    assert time.monotonic() - began >= 0.12

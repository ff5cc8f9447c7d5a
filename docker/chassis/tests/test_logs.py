from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING

import pytest

from chassis.logs import JsonFormatter
from chassis.readiness import Readiness
from chassis.service import Service
from chassis.settings import ServiceSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    Ask = Callable[..., httpx2.Response]


def record(message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord("shop", logging.WARNING, "shop.py", 1, message, arguments, None)


def test_a_record_is_one_line_of_json() -> None:
    line = JsonFormatter().format(record("two\nlines of %s", "text"))
    assert "\n" not in line
    content = json.loads(line)
    assert content["time"].endswith("+00:00")
    assert {name: content[name] for name in ("level", "logger", "message")} == {
        "level": "warning",
        "logger": "shop",
        "message": "two\nlines of text",
    }


def test_what_is_passed_as_extra_is_written_whatever_its_type() -> None:
    entry = record("order")
    entry.__dict__.update({"items": 3, "where": {"a"}})
    content = json.loads(JsonFormatter().format(entry))
    assert (content["items"], content["where"]) == (3, "{'a'}")


def test_an_exception_is_written_with_its_traceback() -> None:
    entry = record("failed")
    try:
        int("made by this test")
    except ValueError:
        entry.exc_info = sys.exc_info()
    content = json.loads(JsonFormatter().format(entry))
    assert content["exception"].startswith("Traceback (most recent call last):\n")
    assert content["exception"].endswith("'made by this test'")


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/failure", 500)])
def test_a_request_is_written_without_its_query(
    ask: Ask, caplog: pytest.LogCaptureFixture, path: str, status: int
) -> None:
    caplog.set_level(logging.INFO, "requests")
    application = Service(ServiceSettings(), Readiness(), checks={})

    @application.get("/failure")
    async def fail() -> None:
        raise RuntimeError("a failure made by this test")

    ask(application, f"{path}?card=4242", headers={"x-amzn-trace-id": "Root=1-5"})
    [entry] = [entry for entry in caplog.records if entry.name == "requests"]
    content = json.loads(JsonFormatter().format(entry))
    assert {
        name: content[name] for name in ("message", "method", "path", "status", "load_balancer_trace")
    } == {
        "message": "request",
        "method": "GET",
        "path": path,
        "status": status,
        "load_balancer_trace": "Root=1-5",
    }
    assert content["duration_ms"] > 0
    assert "4242" not in json.dumps(content)


def test_what_the_platform_asks_every_few_seconds_is_not_written(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    application = Service(ServiceSettings(), Readiness(), checks={})
    caplog.set_level(logging.DEBUG)
    ask(application, "/healthz")
    ask(application, "/catalog/readyz")
    assert "requests" not in {entry.name for entry in caplog.records}
    ask(application, "/")
    assert "requests" in {entry.name for entry in caplog.records}

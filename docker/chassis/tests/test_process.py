"""The service as it runs: a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent.parent
SERVICE = """
import asyncio, sys
from chassis.service import Service, run
from chassis.settings import ServiceSettings

def make(settings, readiness):
    application = Service(settings, readiness, checks={})

    @application.get("/")
    async def front():
        return "On the shelf"

    @application.get("/slow")
    async def slow():
        print("begun", flush=True)
        await asyncio.sleep(0.5)
        return "done"

    return application

sys.exit(run(ServiceSettings, make))
"""
READY_SECONDS = 20  # generous: the machine may be busy with other tests


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


WITHOUT_BOTOCORE = """
import sys
from importlib.abc import MetaPathFinder

class Nothing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"boto3", "botocore", "grpc"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Nothing())
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "botocore" else found(name, package)
"""


@contextmanager
def service(before: str = "", **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", before + SERVICE],
        cwd=FOLDER,
        env={"PATH": os.defpath, "HOST": "127.0.0.1", "DRAIN_SECONDS": "0", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def wait_until_ready(port: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        try:
            assert get(port, "/readyz")[0] == 200
        except ConnectionError:
            time.sleep(0.02)
        else:
            return
    pytest.fail(f"the service was not ready within {READY_SECONDS} seconds")


def probe(port: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "chassis.probe"],
        cwd=FOLDER,
        env={"PATH": os.defpath, "PORT": str(port)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_with_exit_code_0(number: signal.Signals) -> None:
    port = free_port()
    with service(PORT=str(port)) as process:
        wait_until_ready(port)
        assert "On the shelf" in get(port, "/")[1]
        process.send_signal(number)
        output, errors = process.communicate(timeout=READY_SECONDS)
    assert (process.returncode, errors) == (0, "")
    lines = [json.loads(line) for line in output.splitlines()]
    assert [line["path"] for line in lines if line.get("message") == "request"] == ["/"]


@pytest.mark.parametrize(
    ("attributes", "version"), [("service.version=3f2a,team=shop", "3f2a"), ("", "unknown")]
)
def test_it_says_once_which_version_started(attributes: str, version: str) -> None:
    port = free_port()
    with service(PORT=str(port), OTEL_RESOURCE_ATTRIBUTES=attributes) as process:
        wait_until_ready(port)
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=READY_SECONDS)
    lines = [json.loads(line) for line in output.splitlines()]
    assert [line["version"] for line in lines if line.get("message") == "started"] == [version]


def test_a_request_that_has_begun_is_answered_before_it_ends() -> None:
    port = free_port()
    with service(PORT=str(port)) as process:
        wait_until_ready(port)
        with socket.create_connection(("127.0.0.1", port), timeout=READY_SECONDS) as connection:
            connection.sendall(b"GET /slow HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")
            assert process.stdout is not None
            assert "begun\n" in iter(process.stdout.readline, "")
            process.send_signal(signal.SIGTERM)
            with connection.makefile("rb") as response:
                answer = response.read()
        process.communicate(timeout=READY_SECONDS)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b'"done"')
    assert process.returncode == 0


def test_told_to_stop_it_goes_on_answering_and_says_that_it_is_not_ready() -> None:
    port = free_port()
    with service(PORT=str(port), DRAIN_SECONDS="60") as process:
        wait_until_ready(port)
        process.send_signal(signal.SIGTERM)
        end = time.monotonic() + READY_SECONDS
        while get(port, "/readyz") != (503, '{"status":"draining"}'):
            assert time.monotonic() < end
        assert get(port, "/healthz")[0] == get(port, "/")[0] == 200
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=READY_SECONDS)
    assert process.returncode == 0


def test_it_drains_as_long_as_it_was_set_to() -> None:
    port = free_port()
    with service(PORT=str(port), DRAIN_SECONDS="1") as process:
        wait_until_ready(port)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=READY_SECONDS)
    assert time.monotonic() - began >= 1
    assert process.returncode == 0


def test_the_probe_tells_a_living_service_from_none() -> None:
    port = free_port()
    with service(PORT=str(port)):
        wait_until_ready(port)
        assert probe(port).returncode == 0
    dead = probe(port)
    assert dead.returncode == 1
    assert dead.stderr.startswith("The service does not answer: ")


def test_a_wrong_environment_is_told_without_a_traceback() -> None:
    with service(PORT="eighty", LOG_LEVEL="loud") as process:
        output, errors = process.communicate(timeout=READY_SECONDS)
    assert (process.returncode, output) == (2, "")
    assert errors == (
        "The environment of the service is not valid:\n"
        "  PORT='eighty' should be a port, 1 to 65535\n"
        "  LOG_LEVEL='loud' should be one of debug, info, warning, error\n"
    )


def test_a_port_that_is_taken_is_told_without_a_traceback() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        with service(PORT=str(holder.getsockname()[1])) as process:
            output, errors = process.communicate(timeout=READY_SECONDS)
    assert process.returncode not in {0, None}
    assert "address already in use" in output + errors
    assert "Traceback" not in output + errors


def test_a_version_that_crashes_on_purpose_ends_as_it_starts() -> None:
    with service(FAULT="crash") as process:
        _, errors = process.communicate(timeout=READY_SECONDS)
    assert process.returncode == 1
    assert errors == "A fault made on purpose: the service ends as it starts\n"


def test_a_service_that_lacks_botocore_and_grpc_is_traced() -> None:
    port = free_port()
    traced = {
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:9/v1/traces",
        "OTEL_TRACES_SAMPLER_ARG": "1",
    }
    with service(WITHOUT_BOTOCORE, PORT=str(port), **traced) as process:
        wait_until_ready(port)
        assert get(port, "/")[0] == 200
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=READY_SECONDS)
    assert process.returncode == 0
    assert any(json.loads(line).get("trace_id") for line in output.splitlines())

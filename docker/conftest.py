"""What the tests of all services share."""

# ruff: noqa: INP001 - pytest finds it by its name; it is no module of a package

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import httpx2
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.types import ASGIApp

ROOT = Path(__file__).parent.parent
_START_SECONDS = 30
_ONCE = Config(retries={"max_attempts": 1}, connect_timeout=1, read_timeout=5)


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


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def aws_variables() -> Iterator[dict[str, str]]:
    """Run the local AWS's emulator, and give what a process needs to use it."""
    port = free_port()
    python = ROOT / ".local" / "emulator" / "bin" / "python"
    environment = {"PATH": os.defpath, "HOME": os.environ.get("HOME", "/"), "GATEWAY_PORT": str(port)}
    variables = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    process = subprocess.Popen(  # noqa: S603 - the emulator's own Python
        [python, "-m", "local.emulator"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_it_answers(variables["AWS_ENDPOINT_URL"])
        yield variables
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def aws(aws_variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Let this process use the emulator."""
    for name, value in aws_variables.items():
        monkeypatch.setenv(name, value)
    return aws_variables


def _wait_until_it_answers(url: str) -> None:
    client = boto3.client(
        "dynamodb",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
        config=_ONCE,
    )
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(BotoCoreError):
            client.list_tables()
            return
        time.sleep(0.05)
    pytest.fail(f"the emulator did not answer within {_START_SECONDS} s")


@pytest.fixture
def products_table(aws: dict[str, str]) -> str:
    """Make a table as the catalogue's stack makes it."""
    name = f"products-{free_port()}-{time.time_ns()}"
    boto3.client("dynamodb", endpoint_url=aws["AWS_ENDPOINT_URL"]).create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )
    return name


@pytest.fixture
def orders_table(aws: dict[str, str]) -> str:
    """Make a table as the stack of checkout makes it."""
    name = f"orders-{free_port()}-{time.time_ns()}"
    boto3.client("dynamodb", endpoint_url=aws["AWS_ENDPOINT_URL"]).create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "open", "AttributeType": "S"},
            {"AttributeName": "begun_at", "AttributeType": "N"},
        ],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "unfinished",
                "KeySchema": [
                    {"AttributeName": "open", "KeyType": "HASH"},
                    {"AttributeName": "begun_at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )
    return name

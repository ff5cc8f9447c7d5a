"""An AWS for the shop alone: the local emulator, with the tables and the bus that the stacks would make."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient

ROOT: Final = Path(__file__).parents[2]
_START_SECONDS: Final = 30
_ONCE: Final = Config(retries={"max_attempts": 1}, connect_timeout=1, read_timeout=5)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Arguments(TypedDict):
    endpoint_url: str
    region_name: str
    aws_access_key_id: str
    aws_secret_access_key: str


@dataclass(frozen=True)
class Emulator:
    """A running emulator.

    Parameters
    ----------
    variables
        What a process needs to use it.
    """

    variables: dict[str, str]

    @property
    def dynamodb(self) -> DynamoDBClient:
        """A client of its DynamoDB."""
        return boto3.client("dynamodb", config=_ONCE, **self._arguments)

    @property
    def events(self) -> EventBridgeClient:
        """A client of its EventBridge."""
        return boto3.client("events", config=_ONCE, **self._arguments)

    @property
    def _arguments(self) -> _Arguments:
        return {
            "endpoint_url": self.variables["AWS_ENDPOINT_URL"],
            "region_name": "us-east-1",
            "aws_access_key_id": "test",
            "aws_secret_access_key": "test",  # pragma: allowlist secret
        }

    def make_products_table(self) -> str:
        """Make a table as the catalogue's stack makes it; give its name."""
        name = f"products-{uuid.uuid4().hex}"
        self.dynamodb.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        )
        return name

    def make_orders_table(self) -> str:
        """Make a table as the stack of checkout makes it; give its name."""
        name = f"orders-{uuid.uuid4().hex}"
        self.dynamodb.create_table(
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

    def make_bus(self) -> str:
        """Make an event bus; give its name."""
        name = f"events-{uuid.uuid4().hex}"
        self.events.create_event_bus(Name=name)
        return name


@contextlib.contextmanager
def emulator() -> Iterator[Emulator]:
    """Run an emulator, on loopback, until the block is left."""
    port = free_port()
    python = ROOT / ".local" / "emulator" / "bin" / "python"
    environment = {"PATH": os.defpath, "HOME": os.environ.get("HOME", "/"), "GATEWAY_PORT": str(port)}
    running = Emulator(
        {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",  # pragma: allowlist secret
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    )
    process = subprocess.Popen(
        [python, "-m", "local.emulator"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_it_answers(running)
        yield running
    finally:
        process.kill()
        process.wait()


def _wait_until_it_answers(running: Emulator) -> None:
    client = running.dynamodb
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(BotoCoreError):
            client.list_tables()
            return
        time.sleep(0.05)
    message = f"the emulator did not answer within {_START_SECONDS} s"
    raise TimeoutError(message)

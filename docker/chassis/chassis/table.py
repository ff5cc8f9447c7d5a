"""A DynamoDB table, asked in threads so that the event loop never waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio.to_thread
import boto3
from anyio import CapacityLimiter
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config

if TYPE_CHECKING:
    from collections.abc import Mapping

Item = dict[str, Any]
_QUICK = Config(
    connect_timeout=0.5,
    read_timeout=2,
    max_pool_connections=32,
    retries={"mode": "standard", "max_attempts": 3},  # with jitter, and a budget of its own
)
_THREADS = 32
_TO = TypeSerializer()
_FROM = TypeDeserializer()


class Table:
    """One table. Values are Python's own; numbers come back as ``int`` where they are whole.

    Parameters
    ----------
    name
        Its name.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._dynamodb = boto3.client("dynamodb", config=_QUICK)
        self._threads = CapacityLimiter(_THREADS)

    async def call(self, operation: str, **arguments: Any) -> dict[str, Any]:
        """Call an operation of DynamoDB's, on this table unless it says otherwise.

        Parameters
        ----------
        operation
            Its name in boto3, such as ``get_item``.
        arguments
            What it takes, with values as DynamoDB has them.

        Raises
        ------
        botocore.exceptions.ClientError
            If DynamoDB refuses.
        """
        method = getattr(self._dynamodb, operation)
        if not operation.startswith("transact"):
            arguments = {"TableName": self.name, **arguments}

        def ask() -> dict[str, Any]:
            return dict(method(**arguments))

        return await anyio.to_thread.run_sync(ask, limiter=self._threads)

    async def get(self, key: Mapping[str, Any]) -> Item | None:
        """Read an item as it is now.

        Parameters
        ----------
        key
            Its key.
        """
        answer = await self.call("get_item", Key=to_dynamodb(key), ConsistentRead=True)
        return from_dynamodb(answer["Item"]) if "Item" in answer else None

    async def check(self) -> None:
        """Ask whether the table is there."""
        await self.call("get_item", Key={"pk": {"S": "is it there?"}})


def to_dynamodb(values: Mapping[str, Any]) -> dict[str, Any]:
    """Write values as DynamoDB has them."""
    return {name: _TO.serialize(value) for name, value in values.items()}


def from_dynamodb(values: Mapping[str, Any]) -> Item:
    """Read values that DynamoDB has written."""
    return {name: _whole(_FROM.deserialize(value)) for name, value in values.items()}


def _whole(value: Any) -> Any:
    match value:
        case dict():
            return {name: _whole(item) for name, item in value.items()}
        case list():
            return [_whole(item) for item in value]
        case _ if hasattr(value, "to_integral_value") and value == value.to_integral_value():
            return int(value)
    return value

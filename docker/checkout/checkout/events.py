"""What others are told of orders."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import anyio.to_thread
import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

    from checkout.orders import Order

_QUICK = Config(connect_timeout=0.5, read_timeout=2, retries={"mode": "standard", "max_attempts": 3})
_SOURCE = "shop.checkout"


class EventsRefusedError(Exception):
    """EventBridge did not take an event."""


class Events:
    """An EventBridge bus.

    Parameters
    ----------
    bus
        Its name.
    """

    def __init__(self, bus: str) -> None:
        self._bus = bus
        self._client = boto3.client("events", config=_QUICK)

    async def confirmed(self, order: Order) -> None:
        """Tell that an order is confirmed. It may be told twice: whoever listens goes by the order's id.

        Parameters
        ----------
        order
            The order.

        Raises
        ------
        EventsRefusedError
            If the bus does not take it.
        """
        entry: PutEventsRequestEntryTypeDef = {
            "EventBusName": self._bus,
            "Source": _SOURCE,
            "DetailType": "OrderConfirmed",
            "Detail": json.dumps(order.model_dump(include={"order_id", "lines", "total_cents"})),
        }
        answer = await anyio.to_thread.run_sync(lambda: self._client.put_events(Entries=[entry]))
        if answer["FailedEntryCount"]:
            raise EventsRefusedError(str(answer["Entries"]))

"""Orders in DynamoDB. A change of state is conditional on the state before, so that none happens twice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from chassis.table import Item, Table, from_dynamodb, to_dynamodb
from checkout.orders import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkout.orders import Line, OrderRequest, PricedLine, State

UNFINISHED_INDEX: Final = "unfinished"
_OPEN: Final = "yes"


class DifferentOrderError(Exception):
    """The idempotency key stands for another order."""


class Store:
    """The orders' state.

    Parameters
    ----------
    table
        Where it is kept.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    async def begin(self, order_id: str, request: OrderRequest) -> Order:
        """Note an order as pending, or read what has become of it since.

        Parameters
        ----------
        order_id
            The order.
        request
            What is wanted.

        Raises
        ------
        DifferentOrderError
            If the order was begun with another request.
        """
        item = {
            "pk": order_id,
            "state": "pending",
            "fingerprint": request.fingerprint,
            "lines": [line.model_dump() for line in request.lines],
            "open": _OPEN,
            "begun_at": int(time.time()),
        }
        try:
            await self._table.call(
                "put_item", Item=to_dynamodb(item), ConditionExpression="attribute_not_exists(pk)"
            )
        except ClientError as error:
            if _code(error) != "ConditionalCheckFailedException":
                raise
            earlier = await self._table.get({"pk": order_id})
            if earlier is None or earlier["fingerprint"] != request.fingerprint:
                raise DifferentOrderError from None
            return _order(earlier)
        return _order(item)

    async def order(self, order_id: str) -> Order | None:
        """Read an order, if there is such a one."""
        item = await self._table.get({"pk": order_id})
        return _order(item) if item else None

    async def settle(
        self,
        order_id: str,
        state: State,
        *,
        lines: Sequence[PricedLine | Line],
        total_cents: int,
        reason: str = "",
    ) -> Order:
        """Settle a pending order; one that is settled already stays as it is.

        Parameters
        ----------
        order_id
            The order.
        state
            What becomes of it.
        lines
            What it is about.
        total_cents
            What it costs, in euro cents.
        reason
            Why it was rejected.
        """
        values = {
            ":state": state,
            ":lines": [line.model_dump() for line in lines],
            ":total": total_cents,
            ":reason": reason,
            ":pending": "pending",
        }
        try:
            answer = await self._table.call(
                "update_item",
                Key=to_dynamodb({"pk": order_id}),
                UpdateExpression=(
                    "SET #state = :state, #lines = :lines, total_cents = :total, reason = :reason"
                ),
                ConditionExpression="#state = :pending",
                ExpressionAttributeNames={"#state": "state", "#lines": "lines"},
                ExpressionAttributeValues=to_dynamodb(values),
                ReturnValues="ALL_NEW",
            )
        except ClientError as error:
            if _code(error) != "ConditionalCheckFailedException":
                raise
            settled = await self.order(order_id)
            if settled is None:
                raise
            return settled
        return _order(from_dynamodb(answer["Attributes"]))

    async def close(self, order_id: str) -> None:
        """Note that nothing is left to be done for an order."""
        await self._table.call(
            "update_item",
            Key=to_dynamodb({"pk": order_id}),
            UpdateExpression="REMOVE #open",
            ExpressionAttributeNames={"#open": "open"},
        )

    async def unfinished(self, *, older_than_seconds: float) -> list[Order]:
        """Read the orders for which something is left to be done, since a process ended in the middle.

        Parameters
        ----------
        older_than_seconds
            Younger ones are left to those who have begun them.
        """
        answer = await self._table.call(
            "query",
            IndexName=UNFINISHED_INDEX,
            KeyConditionExpression="#open = :open AND begun_at <= :before",
            ExpressionAttributeNames={"#open": "open"},
            ExpressionAttributeValues=to_dynamodb(
                {":open": _OPEN, ":before": int(time.time() - older_than_seconds)}
            ),
            Limit=100,
        )
        return [_order(from_dynamodb(item)) for item in answer["Items"]]


def _order(item: Item) -> Order:
    return Order(
        order_id=item["pk"],
        state=item["state"],
        lines=item["lines"],
        total_cents=item.get("total_cents", 0),
        reason=item.get("reason", ""),
    )


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code"))

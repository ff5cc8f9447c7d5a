"""Products and reservations in DynamoDB.

A reservation takes all of its lines' stock, or nothing, in one transaction that is refused where stock would
fall below nothing. Its key is the order's, so that asking twice takes once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from catalog.products import PricedLine, Product, Reservation
from chassis.table import Item, Table, from_dynamodb, to_dynamodb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from catalog.products import Line

_PRODUCT, _RESERVATION = "product#", "reservation#"


class OutOfStockError(Exception):
    """Not enough is left of some products.

    Parameters
    ----------
    product_ids
        Which.
    """

    def __init__(self, product_ids: Sequence[str]) -> None:
        self.product_ids = list(product_ids)
        super().__init__(f"not enough is left of {', '.join(product_ids)}")


class DifferentReservationError(Exception):
    """The order has a reservation already, of something else."""


class Store:
    """The catalogue's state.

    Parameters
    ----------
    table
        Where it is kept.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    async def products(self) -> list[Product]:
        """Read every product, by name."""
        items: list[Item] = []
        start: dict[str, object] = {}
        while True:
            page = await self._table.call(
                "scan",
                FilterExpression="begins_with(pk, :product)",
                ExpressionAttributeValues=to_dynamodb({":product": _PRODUCT}),
                **start,
            )
            items += [from_dynamodb(item) for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                break
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
        return sorted((_product(item) for item in items), key=lambda product: product.name)

    async def product(self, product_id: str) -> Product | None:
        """Read one product, if there is such a one."""
        item = await self._table.get({"pk": f"{_PRODUCT}{product_id}"})
        return _product(item) if item else None

    async def add(self, products: Iterable[Product]) -> None:
        """Add products that are not there yet; leave the others as they are."""
        for product in products:
            item = {"pk": f"{_PRODUCT}{product.product_id}", **product.model_dump()}
            try:
                await self._table.call(
                    "put_item", Item=to_dynamodb(item), ConditionExpression="attribute_not_exists(pk)"
                )
            except ClientError as error:
                if _code(error) != "ConditionalCheckFailedException":
                    raise

    async def reserve(self, order_id: str, lines: Sequence[Line]) -> Reservation:
        """Set an order's lines aside, once.

        Parameters
        ----------
        order_id
            The order.
        lines
            What it wants, each product once.

        Raises
        ------
        OutOfStockError
            If not enough is left, or there is no such product.
        DifferentReservationError
            If something else was set aside for this order.
        """
        found = [await self.product(line.product_id) for line in lines]
        unknown = [line.product_id for line, product in zip(lines, found, strict=True) if product is None]
        if unknown:
            raise OutOfStockError(unknown)
        priced = [
            PricedLine(**line.model_dump(), name=product.name, price_cents=product.price_cents)
            for line, product in zip(lines, found, strict=True)
            if product is not None
        ]
        reservation = Reservation(order_id=order_id, lines=priced)
        try:
            await self._table.call("transact_write_items", TransactItems=self._taking(reservation))
        except ClientError as error:
            return await self._refused(error, reservation)
        return reservation

    async def reservation(self, order_id: str) -> Reservation | None:
        """Read what is set aside for an order, if anything is."""
        item = await self._table.get({"pk": f"{_RESERVATION}{order_id}"})
        return Reservation(order_id=order_id, lines=item["lines"]) if item else None

    async def release(self, order_id: str) -> None:
        """Put back what was set aside for an order, once."""
        reservation = await self.reservation(order_id)
        if reservation is None:
            return
        try:
            await self._table.call("transact_write_items", TransactItems=self._giving_back(reservation))
        except ClientError as error:
            if _code(error) != "TransactionCanceledException" or await self.reservation(order_id):
                raise

    async def _refused(self, error: ClientError, wanted: Reservation) -> Reservation:
        if _code(error) != "TransactionCanceledException":
            raise error
        earlier = await self.reservation(wanted.order_id)
        if earlier is None:
            reasons = error.response.get("CancellationReasons", [])[1:]
            short = [
                line.product_id
                for line, reason in zip(wanted.lines, reasons, strict=False)
                if reason.get("Code") == "ConditionalCheckFailed"
            ]
            if not short:
                raise error
            raise OutOfStockError(short)
        if _quantities(earlier) != _quantities(wanted):
            raise DifferentReservationError
        return earlier

    def _taking(self, reservation: Reservation) -> list[Item]:
        item = {
            "pk": f"{_RESERVATION}{reservation.order_id}",
            "lines": [line.model_dump() for line in reservation.lines],
        }
        put = {
            "TableName": self._table.name,
            "Item": to_dynamodb(item),
            "ConditionExpression": "attribute_not_exists(pk)",
        }
        return [
            {"Put": put},
            *(self._change(line, "stock - :quantity", "stock >= :quantity") for line in reservation.lines),
        ]

    def _giving_back(self, reservation: Reservation) -> list[Item]:
        delete = {
            "TableName": self._table.name,
            "Key": to_dynamodb({"pk": f"{_RESERVATION}{reservation.order_id}"}),
            "ConditionExpression": "attribute_exists(pk)",
        }
        return [
            {"Delete": delete},
            *(self._change(line, "stock + :quantity", "attribute_exists(pk)") for line in reservation.lines),
        ]

    def _change(self, line: Line, stock: str, condition: str) -> Item:
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": to_dynamodb({"pk": f"{_PRODUCT}{line.product_id}"}),
                "UpdateExpression": f"SET stock = {stock}",
                "ConditionExpression": condition,
                "ExpressionAttributeValues": to_dynamodb({":quantity": line.quantity}),
            }
        }


def _product(item: Item) -> Product:
    return Product(**{name: value for name, value in item.items() if name != "pk"})


def _quantities(reservation: Reservation) -> dict[str, int]:
    return {line.product_id: line.quantity for line in reservation.lines}


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code"))

"""How an order is placed: noted, set aside, paid for, confirmed, told.

Each step may be repeated without doing it twice, and an order is acknowledged once it is confirmed in the
table. So whoever finds an order unfinished, after a process was killed, goes through the same steps again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError
from opentelemetry import trace

from chassis.client import UnavailableError
from checkout.catalog import CannotReserveError
from checkout.events import EventsRefusedError
from checkout.payment import PaymentDeclinedError

if TYPE_CHECKING:
    from checkout.catalog import Catalog
    from checkout.events import Events
    from checkout.orders import Order, OrderRequest
    from checkout.payment import PaymentStub
    from checkout.store import Store

_LOG = logging.getLogger(__name__)


class Placing:
    """Places orders, and finishes those that others have left.

    Parameters
    ----------
    store, catalog, payment, events
        What it needs.
    """

    def __init__(self, store: Store, catalog: Catalog, payment: PaymentStub, events: Events) -> None:
        self._store = store
        self._catalog = catalog
        self._payment = payment
        self._events = events

    async def place(self, order_id: str, request: OrderRequest) -> Order:
        """Place an order, or go on with it, and give what has become of it.

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
        UnavailableError
            If the catalogue does not answer; the order stays pending and is finished later.
        """
        span = trace.get_current_span()
        span.set_attributes({"shop.order.id": order_id, "shop.order.lines": len(request.lines)})
        order = await self._store.begin(order_id, request)
        settled = await self._settle(order)
        span.set_attributes(
            {"shop.order.state": settled.state, "shop.order.total_cents": settled.total_cents}
        )
        try:
            await self._tell(settled)
        except (EventsRefusedError, UnavailableError, BotoCoreError, ClientError):
            # The order stands in the table; what is left is done by finish_left.
            _LOG.exception("not told yet", extra={"order": order_id})
        return settled

    async def finish_left(self, *, older_than_seconds: float) -> int:
        """Finish what others have left, and say how many orders that were.

        Parameters
        ----------
        older_than_seconds
            Younger orders are left to those who have begun them.
        """
        left = await self._store.unfinished(older_than_seconds=older_than_seconds)
        for order in left:
            await self._tell(await self._settle(order))
            _LOG.info("finished", extra={"order": order.order_id})
        return len(left)

    async def _settle(self, order: Order) -> Order:
        if order.state != "pending":
            return order
        try:
            lines = await self._catalog.reserve(order.order_id, order.lines)
        except CannotReserveError as error:
            return await self._store.settle(
                order.order_id, "rejected", lines=order.lines, total_cents=0, reason=str(error)
            )
        total_cents = sum(line.price_cents * line.quantity for line in lines)
        try:
            await self._payment.charge(order.order_id, total_cents)
        except PaymentDeclinedError as error:
            return await self._store.settle(
                order.order_id, "rejected", lines=lines, total_cents=total_cents, reason=str(error)
            )
        return await self._store.settle(order.order_id, "confirmed", lines=lines, total_cents=total_cents)

    async def _tell(self, order: Order) -> None:
        if order.state == "confirmed":
            await self._events.confirmed(order)
        else:
            await self._catalog.release(order.order_id)
        await self._store.close(order.order_id)

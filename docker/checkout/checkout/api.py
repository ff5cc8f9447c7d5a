"""What other services may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, FastAPI, Header, HTTPException, Path, Response

from checkout.orders import Order, OrderRequest, order_id_of
from checkout.store import DifferentOrderError

if TYPE_CHECKING:
    from checkout.placing import Placing
    from checkout.store import Store

IdempotencyKey = Annotated[str, Header(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
OrderId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
PREFIX = "/checkout"
_OK, _CREATED, _NOT_FOUND, _CONFLICT = 200, 201, 404, 409


def add_api(application: FastAPI, placing: Placing, store: Store) -> None:
    """Give an application the orders' API.

    Parameters
    ----------
    application
        The application.
    placing
        How orders are placed.
    store
        Where they are kept.
    """
    router = APIRouter(prefix=PREFIX)

    @router.post(
        "/orders",
        status_code=_CREATED,
        responses={
            _OK: {"description": "the order cannot be had, as its reason says", "model": Order},
            _CONFLICT: {"description": "the key stands for another order"},
            503: {"description": "not now: ask again with the same key"},
        },
    )
    async def place(request: OrderRequest, idempotency_key: IdempotencyKey, response: Response) -> Order:
        """Place an order. The same key and the same lines are the same order, however often they are sent."""
        try:
            order = await placing.place(order_id_of(idempotency_key), request)
        except DifferentOrderError:
            raise HTTPException(_CONFLICT, "the key stands for another order") from None
        if order.state == "rejected":
            response.status_code = _OK
        return order

    @router.get("/orders/{order_id}", responses={_NOT_FOUND: {"description": "no such order"}})
    async def order(order_id: OrderId) -> Order:
        """Give one order."""
        found = await store.order(order_id)
        if found is None:
            raise HTTPException(_NOT_FOUND, "no such order")
        return found

    application.include_router(router)

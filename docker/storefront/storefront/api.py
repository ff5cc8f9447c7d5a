"""The shop's public API, for others than browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Path, Query, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from chassis.order_lines import one_line_a_product
from storefront.shop import DifferentOrderError, Order, Product, Shop

if TYPE_CHECKING:
    from fastapi import FastAPI

_PRODUCT = r"^[a-z0-9](-?[a-z0-9]){0,63}$"
_OK, _CREATED, _NOT_FOUND, _CONFLICT = 200, 201, 404, 409


class WantedLine(BaseModel):
    """How many of one product are wanted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    product_id: Annotated[str, Field(pattern=_PRODUCT)]
    quantity: Annotated[int, Field(ge=1, le=99)]


class Wanted(BaseModel):
    """What an order is to hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: Annotated[list[WantedLine], Field(min_length=1, max_length=20), AfterValidator(one_line_a_product)]


def add_api(application: FastAPI, shop: Shop) -> None:
    """Give an application the public API.

    Parameters
    ----------
    application
        The application.
    shop
        The services behind it.
    """
    unavailable: dict[int | str, dict[str, Any]] = {
        503: {"description": "not now: ask again, with the same key where there is one"}
    }
    router = APIRouter(prefix="/api", responses=unavailable)

    @router.get("/products")
    async def products(query: Annotated[str, Query(max_length=100)] = "") -> list[Product]:
        """Find products whose name or description has every word of the query."""
        return await shop.products(query)

    @router.get("/products/{product_id}", responses={_NOT_FOUND: {"description": "no such product"}})
    async def product(product_id: Annotated[str, Path(pattern=_PRODUCT)]) -> Product:
        """Give one product."""
        found = await shop.product(product_id)
        if found is None:
            raise HTTPException(_NOT_FOUND, "no such product")
        return found

    @router.post(
        "/orders",
        status_code=_CREATED,
        responses={
            _OK: {"description": "the order cannot be had, as its reason says", "model": Order},
            _CONFLICT: {"description": "the key stands for another order"},
        },
    )
    async def place(
        wanted: Wanted,
        idempotency_key: Annotated[str, Header(pattern=r"^[A-Za-z0-9_-]{16,64}$")],
        response: Response,
    ) -> Order:
        """Place an order. The same key and the same lines are the same order, however often they are sent."""
        basket = {line.product_id: line.quantity for line in wanted.lines}
        try:
            order = await shop.place(basket, idempotency_key)
        except DifferentOrderError:
            raise HTTPException(_CONFLICT, "the key stands for another order") from None
        if order.state == "rejected":
            response.status_code = _OK
        return order

    @router.get("/orders/{order_id}", responses={_NOT_FOUND: {"description": "no such order"}})
    async def order(order_id: Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]) -> Order:
        """Give one order."""
        found = await shop.order(order_id)
        if found is None:
            raise HTTPException(_NOT_FOUND, "no such order")
        return found

    application.include_router(router)

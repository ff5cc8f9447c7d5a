"""What other services may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, FastAPI, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse

from catalog.products import Product, ProductId, Reservation, ReservationRequest
from catalog.store import DifferentReservationError, OutOfStockError

if TYPE_CHECKING:
    from catalog.store import Store

OrderId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{8,64}$")]
PREFIX = "/catalog"
_NOT_FOUND, _CONFLICT = 404, 409


def add_api(application: FastAPI, store: Store) -> None:
    """Give an application the catalogue's API.

    Parameters
    ----------
    application
        The application.
    store
        Where products are kept.
    """
    router = APIRouter(prefix=PREFIX)
    application.add_exception_handler(OutOfStockError, _out_of_stock)
    application.add_exception_handler(DifferentReservationError, _different)

    @router.get("/products")
    async def products(query: Annotated[str, Query(max_length=100)] = "") -> list[Product]:
        """List the products whose name or description has every word of the query, by name."""
        words = query.lower().split()
        return [
            product
            for product in await store.products()
            if all(word in f"{product.name} {product.description}".lower() for word in words)
        ]

    @router.get("/products/{product_id}", responses={_NOT_FOUND: {"description": "no such product"}})
    async def product(product_id: ProductId) -> Product:
        """Give one product."""
        found = await store.product(product_id)
        if found is None:
            raise HTTPException(_NOT_FOUND, "no such product")
        return found

    @router.put(
        "/reservations/{order_id}",
        responses={_CONFLICT: {"description": "not enough is left, or the order has another reservation"}},
    )
    async def reserve(order_id: OrderId, request: ReservationRequest) -> Reservation:
        """Set an order's lines aside; asking again changes nothing."""
        return await store.reserve(order_id, request.lines)

    @router.delete("/reservations/{order_id}", status_code=204)
    async def release(order_id: OrderId) -> None:
        """Put back what was set aside for an order; asking again changes nothing."""
        await store.release(order_id)

    application.include_router(router)


async def _out_of_stock(_: Request, error: Exception) -> JSONResponse:
    short = error.product_ids if isinstance(error, OutOfStockError) else []
    return JSONResponse({"detail": str(error), "product_ids": short}, _CONFLICT)


async def _different(_: Request, __: Exception) -> JSONResponse:
    return JSONResponse({"detail": "the order has another reservation"}, _CONFLICT)

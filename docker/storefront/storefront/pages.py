"""The pages that shoppers see."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from fastapi import FastAPI, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader

from chassis.client import UnavailableError
from storefront.basket import MOST_OF_ONE, read_basket, with_more, write_basket
from storefront.shop import DifferentOrderError, OrderLine, Shop, euros

if TYPE_CHECKING:
    from starlette.types import ExceptionHandler

_FOLDER = Path(__file__).parent
_TEMPLATES = Jinja2Templates(
    env=Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        auto_reload=False,  # they do not change while it runs: no need to look with every page
    )
)
_READS = ["GET", "HEAD"]
_SEE_OTHER, _FORBIDDEN, _NOT_FOUND, _UNAVAILABLE = 303, 403, 404, 503

Key = Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
ProductId = Annotated[str, Form(pattern=r"^[a-z0-9](-?[a-z0-9]){0,63}$")]


def add_pages(application: FastAPI, shop: Shop) -> None:
    """Give an application the shop's pages.

    Parameters
    ----------
    application
        The application.
    shop
        The services behind them.
    """
    # On the application itself: a router between would be matched first, with every page.
    _let_browse(application, shop)
    _let_buy(application, shop)
    application.mount("/static", StaticFiles(directory=_FOLDER / "static"), name="static")
    handlers: dict[type[Exception] | int, ExceptionHandler] = {
        _NOT_FOUND: _not_found,
        UnavailableError: _unavailable,
    }
    for error, handler in handlers.items():
        application.add_exception_handler(error, handler)


def _let_browse(application: FastAPI, shop: Shop) -> None:
    @application.api_route("/", methods=_READS, include_in_schema=False)
    async def front(request: Request, query: Annotated[str, Query(max_length=100)] = "") -> Response:
        """Show what is on sale; to htmx, the list alone."""
        name = "products.html" if request.headers.get("hx-request") == "true" else "front.html"
        products = await shop.products(query)
        return _page(request, name, products=products, query=query)

    @application.api_route("/products/{product_id}", methods=_READS, include_in_schema=False)
    async def product(request: Request, product_id: str) -> Response:
        """Show one product."""
        found = await shop.product(product_id)
        if found is None:
            raise HTTPException(_NOT_FOUND)
        return _page(request, "product.html", product=found, most=min(found.stock, MOST_OF_ONE))

    @application.api_route("/orders/{order_id}", methods=_READS, include_in_schema=False)
    async def order(request: Request, order_id: str) -> Response:
        """Show what has become of an order."""
        found = await shop.order(order_id)
        if found is None:
            raise HTTPException(_NOT_FOUND)
        return _page(request, "order.html", order=found)


def _let_buy(application: FastAPI, shop: Shop) -> None:
    @application.api_route("/basket", methods=_READS, include_in_schema=False)
    async def basket(request: Request) -> Response:
        """Show the basket, as the catalogue sees it now."""
        lines = await _lines(shop, read_basket(request))
        total = euros(sum(line.price_cents * line.quantity for line in lines))
        return _page(request, "basket.html", lines=lines, total=total, key=secrets.token_urlsafe(24))

    @application.post("/basket", include_in_schema=False)
    async def add(
        request: Request, product_id: ProductId, quantity: Annotated[int, Form(ge=1, le=MOST_OF_ONE)] = 1
    ) -> Response:
        """Put a product into the basket."""
        _refuse_other_sites(request)
        response = RedirectResponse("/basket", _SEE_OTHER)
        write_basket(
            response, with_more(read_basket(request), product_id, quantity), secure=_is_secure(request)
        )
        return response

    @application.post("/basket/remove", include_in_schema=False)
    async def remove(request: Request, product_id: ProductId) -> Response:
        """Take a product out of the basket."""
        _refuse_other_sites(request)
        left = {name: number for name, number in read_basket(request).items() if name != product_id}
        response = RedirectResponse("/basket", _SEE_OTHER)
        write_basket(response, left, secure=_is_secure(request))
        return response

    @application.post("/orders", include_in_schema=False)
    async def place(
        request: Request, key: Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
    ) -> Response:
        """Order what is in the basket; the form's key makes it one order, however often it is sent."""
        _refuse_other_sites(request)
        wanted = read_basket(request)
        if not wanted:
            return RedirectResponse("/basket", _SEE_OTHER)
        try:
            order = await shop.place(wanted, key)
        except DifferentOrderError:
            return RedirectResponse("/basket", _SEE_OTHER)
        response = RedirectResponse(f"/orders/{order.order_id}", _SEE_OTHER)
        if order.state == "confirmed":
            write_basket(response, {}, secure=_is_secure(request))
        return response


async def _lines(shop: Shop, basket: dict[str, int]) -> list[OrderLine]:
    products = await asyncio.gather(*(shop.product(product_id) for product_id in basket))
    return [
        OrderLine(
            product_id=product.product_id,
            quantity=basket[product.product_id],
            name=product.name,
            price_cents=product.price_cents,
        )
        for product in products
        if product is not None
    ]


def _page(request: Request, name: str, status: int = 200, **values: object) -> Response:
    basket = sum(read_basket(request).values())
    return _TEMPLATES.TemplateResponse(request, name, {"basket": basket, **values}, status_code=status)


def _is_secure(request: Request) -> bool:
    return request.headers.get("x-forwarded-proto", request.url.scheme) == "https"


def _refuse_other_sites(request: Request) -> None:
    """Refuse a form that another site has sent; the cookie's ``SameSite`` would leave it an empty basket."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(_FORBIDDEN, "the form comes from another site")


async def _not_found(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        detail = error.detail if isinstance(error, HTTPException) else "not found"
        return Response(f'{{"detail":"{detail}"}}', _NOT_FOUND, media_type="application/json")
    response = _page(request, "not_found.html", _NOT_FOUND)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


async def _unavailable(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        response = Response(f'{{"detail":"{error}"}}', _UNAVAILABLE, media_type="application/json")
    else:
        response = _page(request, "unavailable.html", _UNAVAILABLE)
    response.headers["retry-after"] = "1"
    return response

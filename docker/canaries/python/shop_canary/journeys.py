"""The shop's critical journeys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shop_canary.errors import JourneyError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shop_canary.visitor import Page, Visitor

_PRODUCT_LINK = re.compile(r'href="(/products/[a-z0-9-]+)"')
_PRODUCT_ID = re.compile(r'name="product_id" value="([a-z0-9-]+)"')
_ORDER_KEY = re.compile(r'name="key" value="([A-Za-z0-9_-]{16,64})"')
_SHELF, _ORDER = "On the shelf", "Order and pay"


def browse(visitor: Visitor) -> None:
    """Look at the shelf, and at the first product on it."""
    shelf = visitor.visit("the shelf", "/", expect=_SHELF)
    path = _found(_PRODUCT_LINK, shelf, "a product on the shelf")
    visitor.visit("a product", path, expect="Back to the shelf")


def fill_basket(visitor: Visitor) -> None:
    """Put a product into the basket, up to the button that orders it.

    Nothing is kept but a cookie, so that it may run in production.
    """
    _basket(visitor)


def order(visitor: Visitor) -> None:
    """Order a product: the stock is one less afterwards, so that it is for shops that are not real."""
    key = _found(_ORDER_KEY, _basket(visitor), "the key of an order")
    visitor.visit("the order", "/orders", form={"key": key}, expect="your order is confirmed")


JOURNEYS: Mapping[str, Callable[[Visitor], None]] = {
    "browse": browse,
    "fill-basket": fill_basket,
    "order": order,
}


def _basket(visitor: Visitor) -> Page:
    shelf = visitor.visit("the shelf", "/", expect=_SHELF)
    for path in dict.fromkeys(_PRODUCT_LINK.findall(shelf.text)):
        product = visitor.visit("a product", path, expect="Back to the shelf")
        offered = _PRODUCT_ID.search(product.text)
        if offered:
            form = {"product_id": offered.group(1), "quantity": "1"}
            return visitor.visit("the basket", "/basket", form=form, expect=_ORDER)
    raise JourneyError(f"the shelf: nothing can be bought, at {shelf.address}")


def _found(pattern: re.Pattern[str], page: Page, what: str) -> str:
    match = pattern.search(page.text)
    if match is None:
        raise JourneyError(f"There should be {what} at {page.address}")
    return match.group(1)

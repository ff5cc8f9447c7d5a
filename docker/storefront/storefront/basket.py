"""What a shopper has put into the basket: a cookie, which holds products and numbers and nothing of worth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fastapi import Request, Response

COOKIE: Final = "basket"
MOST_OF_ONE: Final = 99
_MOST_PRODUCTS = 20
_WEEK_SECONDS = 7 * 24 * 3600
_LINE = re.compile(r"([a-z0-9](?:-?[a-z0-9]){0,63})\.([1-9][0-9]?)")


def read_basket(request: Request) -> dict[str, int]:
    """Read how many of each product a shopper has; whatever is no basket is an empty one.

    Parameters
    ----------
    request
        The shopper's request.
    """
    lines = (_LINE.fullmatch(line) for line in request.cookies.get(COOKIE, "").split("_")[:_MOST_PRODUCTS])
    return {line[1]: int(line[2]) for line in lines if line}


def write_basket(response: Response, basket: dict[str, int], *, secure: bool) -> None:
    """Let the shopper keep a basket for a week.

    Parameters
    ----------
    response
        What the shopper gets.
    basket
        How many of each product.
    secure
        Whether the shopper came by TLS, and shall send it by TLS only.
    """
    text = "_".join(f"{product}.{number}" for product, number in basket.items())
    response.set_cookie(COOKIE, text, max_age=_WEEK_SECONDS, httponly=True, samesite="strict", secure=secure)


def with_more(basket: dict[str, int], product_id: str, quantity: int) -> dict[str, int]:
    """Put more of a product into a basket, up to 99 of one and 20 products.

    Parameters
    ----------
    basket
        What is in it.
    product_id
        The product.
    quantity
        How many more.
    """
    if product_id not in basket and len(basket) >= _MOST_PRODUCTS:
        return basket
    return basket | {product_id: min(MOST_OF_ONE, basket.get(product_id, 0) + quantity)}

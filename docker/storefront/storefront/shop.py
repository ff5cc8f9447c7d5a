"""What the pages show, from the services that know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict

from chassis.client import UnavailableError
from storefront.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2

    from chassis.client import ServiceClient

_OK, _CREATED, _NOT_FOUND, _CONFLICT = 200, 201, 404, 409
_FEW = 10
_FRESH_SECONDS, _OLDEST_SECONDS = 1.0, 10.0


def euros(cents: int) -> str:
    """Write euro cents as shoppers read them.

    Examples
    --------
    >>> euros(120_505)
    '€1,205.05'
    """
    return f"€{cents // 100:,}.{cents % 100:02}"


class Product(BaseModel):
    """One thing on sale."""

    model_config = ConfigDict(frozen=True)

    product_id: str
    name: str
    description: str
    price_cents: int
    stock: int

    @property
    def price(self) -> str:
        """The price as shoppers read it."""
        return euros(self.price_cents)

    @property
    def left(self) -> str:
        """How many are left, in words."""
        if not self.stock:
            return "Sold out"
        return f"Only {self.stock} left" if self.stock <= _FEW else "In stock"


class OrderLine(BaseModel):
    """How many of one product were ordered."""

    model_config = ConfigDict(frozen=True)

    product_id: str
    quantity: int
    name: str = ""
    price_cents: int = 0

    @property
    def price(self) -> str:
        """What the line costs, as shoppers read it."""
        return euros(self.price_cents * self.quantity)


class Order(BaseModel):
    """One order."""

    model_config = ConfigDict(frozen=True)

    order_id: str
    state: str
    lines: list[OrderLine]
    total_cents: int
    reason: str = ""

    @property
    def total(self) -> str:
        """What it costs, as shoppers read it."""
        return euros(self.total_cents)


class DifferentOrderError(Exception):
    """The form was sent before, with something else in the basket."""


class Shop:
    """The services behind the pages.

    Parameters
    ----------
    catalog, checkout
        How they are reached.
    """

    def __init__(self, catalog: ServiceClient, checkout: ServiceClient) -> None:
        self._catalog = catalog
        self._checkout = checkout
        self._found = Memory(
            self._ask_for_products, fresh_seconds=_FRESH_SECONDS, oldest_seconds=_OLDEST_SECONDS
        )
        self._seen = Memory(
            self._ask_for_product, fresh_seconds=_FRESH_SECONDS, oldest_seconds=_OLDEST_SECONDS
        )

    async def products(self, query: str = "") -> list[Product]:
        """Find products, as they were up to ten seconds ago.

        Parameters
        ----------
        query
            Words that they have; all products without any.

        Raises
        ------
        UnavailableError
            If the catalogue does not answer, or not as it should.
        """
        return await self._found.get(query)

    async def product(self, product_id: str) -> Product | None:
        """Give one product, if there is such a one, as it was up to ten seconds ago.

        Parameters
        ----------
        product_id
            Which.

        Raises
        ------
        UnavailableError
            If the catalogue does not answer, or not as it should.
        """
        return await self._seen.get(product_id)

    async def order(self, order_id: str) -> Order | None:
        """Give one order, if there is such a one.

        Parameters
        ----------
        order_id
            Which.

        Raises
        ------
        UnavailableError
            If checkout does not answer, or not as it should.
        """
        response = await self._checkout.request("GET", f"/orders/{quote(order_id, safe='')}")
        if response.status_code == _NOT_FOUND:
            return None
        return Order(**self._content(response, "checkout", _OK))

    async def place(self, basket: Mapping[str, int], key: str) -> Order:
        """Order what is in a basket, once for a key.

        Parameters
        ----------
        basket
            How many of each product.
        key
            What this order goes by, until it is answered.

        Raises
        ------
        DifferentOrderError
            If the key stands for another order.
        UnavailableError
            If checkout does not answer, or not as it should; asking again with the key is safe.
        """
        lines = [{"product_id": product, "quantity": number} for product, number in basket.items()]
        response = await self._checkout.request(
            "POST", "/orders", json={"lines": lines}, headers={"Idempotency-Key": key}, is_repeatable=True
        )
        if response.status_code == _CONFLICT:
            raise DifferentOrderError
        return Order(**self._content(response, "checkout", _OK, _CREATED))

    async def _ask_for_products(self, query: str) -> list[Product]:
        response = await self._catalog.request("GET", "/products", params={"query": query})
        return [Product(**item) for item in self._content(response, "catalog", _OK)]

    async def _ask_for_product(self, product_id: str) -> Product | None:
        response = await self._catalog.request("GET", f"/products/{quote(product_id, safe='')}")
        if response.status_code == _NOT_FOUND:
            return None
        return Product(**self._content(response, "catalog", _OK))

    @staticmethod
    def _content(response: httpx2.Response, service: str, *expected: int) -> Any:
        if response.status_code not in expected:
            message = f"{service} answers {response.status_code}"
            raise UnavailableError(message)
        return response.json()

"""The service catalog, as this one needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chassis.client import UnavailableError
from checkout.orders import PricedLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.client import ServiceClient
    from checkout.orders import Line

_OK, _CONFLICT = 200, 409


class CannotReserveError(Exception):
    """The catalogue cannot set an order's lines aside; the message says why."""


class Catalog:
    """Sets products aside.

    Parameters
    ----------
    client
        How the service is reached.
    """

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def reserve(self, order_id: str, lines: Sequence[Line]) -> list[PricedLine]:
        """Set an order's lines aside, once, and give their prices.

        Parameters
        ----------
        order_id
            The order.
        lines
            What it wants.

        Raises
        ------
        CannotReserveError
            If not enough is left, or there is no such product.
        UnavailableError
            If the catalogue does not answer, or not as it should.
        """
        body = {"lines": [line.model_dump(include={"product_id", "quantity"}) for line in lines]}
        response = await self._client.request("PUT", f"/reservations/{order_id}", json=body)
        if response.status_code == _CONFLICT:
            raise CannotReserveError(str(response.json()["detail"]))
        if response.status_code != _OK:
            message = f"{self._client.name} answers {response.status_code}"
            raise UnavailableError(message)
        return [PricedLine(**line) for line in response.json()["lines"]]

    async def release(self, order_id: str) -> None:
        """Put back what was set aside for an order, once.

        Parameters
        ----------
        order_id
            The order.

        Raises
        ------
        UnavailableError
            If the catalogue does not answer.
        """
        await self._client.request("DELETE", f"/reservations/{order_id}")

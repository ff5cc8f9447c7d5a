"""The three services, running."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from bench.shop.service_process import ServiceProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.shop.emulator import Emulator


class RunningShop:
    """The three services, and where their state is.

    Parameters
    ----------
    aws
        Where their state is.
    folder
        Where their logs go.
    environment
        What is added to the settings of each.
    """

    def __init__(self, aws: Emulator, folder: Path, **environment: str) -> None:
        self.aws = aws
        self.products_table, self.orders_table = aws.make_products_table(), aws.make_orders_table()
        shared = {**aws.variables, **environment}
        self.catalog = ServiceProcess(
            "catalog",
            "/catalog",
            {"PRODUCTS_TABLE": self.products_table, "SAMPLE_PRODUCTS": "yes", **shared},
            folder / "catalog.log",
        )
        self.checkout = ServiceProcess(
            "checkout",
            "/checkout",
            {
                "ORDERS_TABLE": self.orders_table,
                "EVENT_BUS": aws.make_bus(),
                "CATALOG_URL": self.catalog.url,
                "FINISH_AFTER_SECONDS": "2",
                **shared,
            },
            folder / "checkout.log",
        )
        self.storefront = ServiceProcess(
            "storefront",
            "",
            {"CATALOG_URL": self.catalog.url, "CHECKOUT_URL": self.checkout.url, **shared},
            folder / "storefront.log",
        )

    @property
    def services(self) -> tuple[ServiceProcess, ...]:
        """The services, those that are called first."""
        return (self.catalog, self.checkout, self.storefront)

    def start(self) -> None:
        """Start them all, and wait until they can serve."""
        for service in self.services:
            service.start()
        for service in self.services:
            service.wait_until_ready()

    def set_stock(self, product_id: str, stock: int) -> None:
        """Say how many of a product are left.

        Parameters
        ----------
        product_id
            The product.
        stock
            How many.
        """
        self.aws.dynamodb.update_item(
            TableName=self.products_table,
            Key={"pk": {"S": f"product#{product_id}"}},
            UpdateExpression="SET stock = :stock",
            ExpressionAttributeValues={":stock": {"N": str(stock)}},
        )


@contextlib.contextmanager
def running_shop(aws: Emulator, folder: Path, **environment: str) -> Iterator[RunningShop]:
    """Run the shop until the block is left.

    Parameters
    ----------
    aws
        Where its state is.
    folder
        Where the services' logs go.
    environment
        What is added to the settings of each service.
    """
    shop = RunningShop(aws, folder, **environment)
    try:
        shop.start()
        yield shop
    finally:
        for service in shop.services:
            service.kill()

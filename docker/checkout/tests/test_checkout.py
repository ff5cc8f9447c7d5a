"""Orders: placed once, refused with a reason, and finished by others where a process was killed."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx2
import pytest
from fastapi.testclient import TestClient

from catalog.application import make_application as make_catalog
from catalog.products import SAMPLE
from catalog.settings import Settings as CatalogSettings
from catalog.store import Store as Products
from chassis.client import ServiceClient, UnavailableError
from chassis.readiness import Readiness
from chassis.table import Table
from checkout.application import make_application
from checkout.catalog import Catalog
from checkout.events import Events
from checkout.orders import Line, Order, OrderRequest, order_id_of
from checkout.payment import PaymentStub
from checkout.placing import Placing
from checkout.settings import Settings
from checkout.store import DifferentOrderError, Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bench.shop.emulator import Emulator

pytestmark = pytest.mark.xdist_group("shop")
MUGS = OrderRequest(lines=[Line(product_id="trail-mug", quantity=2)])
ONE_MUG = OrderRequest(lines=[Line(product_id="trail-mug", quantity=1)])
ORDER = order_id_of("a-key-of-this-test")


class Told(Events):
    """Events that are kept here instead of being sent."""

    def __init__(self) -> None:
        self.orders: list[Order] = []

    async def confirmed(self, order: Order) -> None:
        self.orders.append(order)


class Shop:
    """Checkout with a real catalogue behind it, without a network between."""

    def __init__(self, orders_table: str, products_table: str) -> None:
        settings = CatalogSettings(products_table=products_table)
        transport = httpx2.ASGITransport(make_catalog(settings, Readiness()))
        self.products = Products(Table(products_table))
        self.store = Store(Table(orders_table))
        self.told = Told()
        self.is_catalog_away = False
        client = ServiceClient("catalog", "http://catalog/catalog", _Breakable(self, transport))
        self.placing = Placing(self.store, Catalog(client), PaymentStub(), self.told)

    async def stock(self) -> int:
        product = await self.products.product("trail-mug")
        assert product is not None
        return product.stock


class _Breakable(httpx2.AsyncBaseTransport):
    def __init__(self, shop: Shop, transport: httpx2.AsyncBaseTransport) -> None:
        self._shop = shop
        self._transport = transport

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if self._shop.is_catalog_away:
            raise httpx2.ConnectError("away", request=request)
        return await self._transport.handle_async_request(request)


@pytest.fixture
def open_shop(orders_table: str, products_table: str) -> Callable[[], object]:
    @asynccontextmanager
    async def make() -> AsyncIterator[Shop]:
        shop = Shop(orders_table, products_table)
        await shop.products.add(SAMPLE)
        yield shop

    return make


def test_an_order_is_placed_once_however_often_it_is_sent(open_shop: Callable[[], Shop]) -> None:
    async def story() -> None:
        async with open_shop() as shop:  # type: ignore[attr-defined]
            orders = await asyncio.gather(*(shop.placing.place(ORDER, MUGS) for _ in range(8)))
            assert {(order.state, order.total_cents) for order in orders} == {("confirmed", 2900)}
            assert await shop.stock() == 498
            assert {order.order_id for order in shop.told.orders} == {ORDER}
            assert await shop.store.unfinished(older_than_seconds=-1) == []
            with pytest.raises(DifferentOrderError):
                await shop.placing.place(
                    ORDER, OrderRequest(lines=[Line(product_id="trail-mug", quantity=1)])
                )

    asyncio.run(story())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (Line(product_id="folding-stool", quantity=1), "not enough is left of folding-stool"),
        (Line(product_id="wool-blanket", quantity=20), "the payment stub declines more than 1000 euros"),
    ],
)
def test_an_order_that_cannot_be_had_takes_nothing(
    open_shop: Callable[[], Shop], line: Line, reason: str
) -> None:
    async def story() -> None:
        async with open_shop() as shop:  # type: ignore[attr-defined]
            order = await shop.placing.place(ORDER, OrderRequest(lines=[line]))
            assert (order.state, order.reason) == ("rejected", reason)
            assert await shop.products.reservation(ORDER) is None
            assert shop.told.orders == []
            assert (await shop.placing.place(ORDER, OrderRequest(lines=[line]))).reason == reason

    asyncio.run(story())


def test_an_order_is_finished_once_the_catalogue_is_back(open_shop: Callable[[], Shop]) -> None:
    async def story() -> None:
        async with open_shop() as shop:  # type: ignore[attr-defined]
            shop.is_catalog_away = True
            with pytest.raises(UnavailableError, match="catalog does not answer"):
                await shop.placing.place(ORDER, MUGS)
            pending = await shop.store.order(ORDER)
            assert pending.state == "pending"

            shop.is_catalog_away = False
            assert await shop.placing.finish_left(older_than_seconds=60) == 0, "it is left to its owner"
            await asyncio.sleep(0.1)
            assert await shop.placing.finish_left(older_than_seconds=-1) == 1
            assert (await shop.store.order(ORDER)).state == "confirmed"
            assert [order.order_id for order in shop.told.orders] == [ORDER]
            assert await shop.stock() == 498

    asyncio.run(story())


@pytest.fixture
def checkout(orders_table: str, aws: Emulator) -> TestClient:
    aws.events.create_event_bus(Name=orders_table)
    settings = Settings(
        orders_table=orders_table, event_bus=orders_table, catalog_url="http://127.0.0.1:9/catalog"
    )
    return TestClient(make_application(settings, Readiness()))


def test_without_the_catalogue_an_order_is_told_to_come_again(checkout: TestClient) -> None:
    body = {"lines": [{"product_id": "trail-mug", "quantity": 1}]}
    answer = checkout.post("/checkout/orders", json=body, headers={"Idempotency-Key": "k" * 16})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    order = checkout.get(f"/checkout/orders/{order_id_of('k' * 16)}").json()
    assert (order["state"], order["lines"]) == ("pending", body["lines"])


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"lines": []}, "k" * 16),
        ({"lines": [{"product_id": "trail-mug", "quantity": 1}]}, "short"),
        ({"lines": [{"product_id": "trail-mug", "quantity": 1}] * 2}, "k" * 16),
        ({"lines": [{"product_id": "trail-mug", "quantity": 1, "price_cents": 1}]}, "k" * 16),
    ],
)
def test_what_is_no_order_is_refused(checkout: TestClient, body: dict[str, object], key: str) -> None:
    assert checkout.post("/checkout/orders", json=body, headers={"Idempotency-Key": key}).status_code == 422


def test_an_order_that_is_not_there(checkout: TestClient) -> None:
    assert checkout.get(f"/checkout/orders/{ORDER}").status_code == 404
    assert checkout.get("/checkout/orders/x").status_code == 422
    assert checkout.get("/checkout/readyz").status_code == 200


def test_an_event_is_taken_by_the_bus(orders_table: str, aws: Emulator) -> None:
    aws.events.create_event_bus(Name=orders_table)
    order = Order(order_id=ORDER, state="confirmed", lines=[], total_cents=1)
    asyncio.run(Events(orders_table).confirmed(order))

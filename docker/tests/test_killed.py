"""Whatever process is killed in the middle of orders, none that was acknowledged is lost and none is doubled.

``KILLS`` says how many processes are killed, 20 unless told: each takes about a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import uuid
from typing import TYPE_CHECKING

import httpx2
import pytest
from boto3.dynamodb.types import TypeDeserializer

from checkout.orders import order_id_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.shop.emulator import Emulator
    from bench.shop.running_shop import RunningShop
    from bench.shop.service_process import ServiceProcess

pytestmark = [pytest.mark.xdist_group("shop"), pytest.mark.timeout(600)]
KILLS = int(os.environ.get("KILLS", "20"))
SHOPPERS = 4
PATIENCE_SECONDS = 60


async def shop_until(
    done: asyncio.Event, client: httpx2.AsyncClient, url: str, acknowledged: dict[str, int]
) -> None:
    """Place one order after the other, each until it is acknowledged, as one does who gets no answer."""
    while not done.is_set():
        key, quantity = uuid.uuid4().hex, random.randint(1, 3)  # noqa: S311 - no secret
        body = {"lines": [{"product_id": "field-notebook", "quantity": quantity}]}
        while key not in acknowledged:
            with contextlib.suppress(httpx2.TransportError):
                answer = await client.post(f"{url}/orders", json=body, headers={"Idempotency-Key": key})
                if answer.status_code == 201:
                    assert answer.json()["state"] == "confirmed"
                    acknowledged[key] = quantity
                    break
            await asyncio.sleep(0.05)


async def kill_now_and_then(processes: list[ServiceProcess]) -> None:
    for _ in range(KILLS):
        await asyncio.sleep(random.uniform(0, 0.3))  # noqa: S311 - no secret
        victim = random.choice(processes)  # noqa: S311 - no secret
        victim.kill()
        victim.start()
        await asyncio.to_thread(victim.wait_until_ready)


def read_all(aws: Emulator, table: str) -> list[dict[str, object]]:
    pages = aws.dynamodb.get_paginator("scan").paginate(TableName=table)
    read = TypeDeserializer().deserialize
    return [{name: read(value) for name, value in item.items()} for page in pages for item in page["Items"]]


def test_no_acknowledged_order_is_lost_and_none_is_doubled(open_shop: Callable[..., RunningShop]) -> None:
    shop = open_shop()
    shop.set_stock("field-notebook", 1_000_000)
    acknowledged: dict[str, int] = {}

    async def story() -> None:
        async with httpx2.AsyncClient(timeout=10) as client:
            done = asyncio.Event()
            shoppers = [
                asyncio.create_task(shop_until(done, client, shop.checkout.url, acknowledged))
                for _ in range(SHOPPERS)
            ]
            await kill_now_and_then([shop.catalog, shop.checkout])
            done.set()
            await asyncio.gather(*shoppers)
            async with asyncio.timeout(PATIENCE_SECONDS):
                while any("open" in order for order in read_all(shop.aws, shop.orders_table)):
                    await asyncio.sleep(0.5)

    asyncio.run(story())

    orders = {str(order["pk"]): order for order in read_all(shop.aws, shop.orders_table)}
    items = {str(item["pk"]): item for item in read_all(shop.aws, shop.products_table)}
    reserved = {name.removeprefix("reservation#") for name in items if name.startswith("reservation#")}
    assert len(acknowledged) >= KILLS, "shoppers got through in between"
    assert set(orders) == {order_id_of(key) for key in acknowledged}
    assert {order["state"] for order in orders.values()} == {"confirmed"}
    assert reserved == set(orders)
    assert items["product#field-notebook"]["stock"] == 1_000_000 - sum(acknowledged.values())

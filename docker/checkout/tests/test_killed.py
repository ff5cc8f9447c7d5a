"""Whatever process is killed in the middle of orders, none that was acknowledged is lost and none is doubled.

``KILLS`` says how many processes are killed, 20 unless told: each takes about a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import socket
import subprocess
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import httpx2
import pytest
from boto3.dynamodb.types import TypeDeserializer

from checkout.orders import order_id_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = [pytest.mark.xdist_group("shop"), pytest.mark.timeout(600)]
KILLS = int(os.environ.get("KILLS", "20"))
DOCKER = Path(__file__).parents[2]
SHOPPERS = 4
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """A service that is killed and started again, on the same port."""

    def __init__(self, name: str, port: int, environment: dict[str, str]) -> None:
        self.url = f"http://127.0.0.1:{port}/{name}"
        self._command = [sys.executable, "-m", name]
        self._folder = DOCKER / name
        self._environment = {**environment, "HOST": "127.0.0.1", "PORT": str(port), "PATH": os.defpath}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this Python
            self._command,
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    async def wait_until_ready(self, client: httpx2.AsyncClient) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                with contextlib.suppress(httpx2.TransportError):
                    if (await client.get(f"{self.url}/readyz")).status_code == 200:
                        return
                await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def running(processes: list[Process]) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(timeout=10) as client:
        try:
            for process in processes:
                process.start()
            for process in processes:
                await process.wait_until_ready(client)
            yield client
        finally:
            for process in processes:
                process.kill()


async def shop_until(
    done: asyncio.Event, client: httpx2.AsyncClient, checkout: Process, acknowledged: dict[str, int]
) -> None:
    """Place one order after the other, each until it is acknowledged, as one does who gets no answer."""
    while not done.is_set():
        key, quantity = uuid.uuid4().hex, random.randint(1, 3)  # noqa: S311 - no secret
        body = {"lines": [{"product_id": "field-notebook", "quantity": quantity}]}
        while key not in acknowledged:
            with contextlib.suppress(httpx2.TransportError):
                answer = await client.post(
                    f"{checkout.url}/orders", json=body, headers={"Idempotency-Key": key}
                )
                if answer.status_code == 201:
                    assert answer.json()["state"] == "confirmed"
                    acknowledged[key] = quantity
                    break
            await asyncio.sleep(0.05)


async def kill_now_and_then(client: httpx2.AsyncClient, processes: list[Process]) -> None:
    for _ in range(KILLS):
        await asyncio.sleep(random.uniform(0, 0.3))  # noqa: S311 - no secret
        victim = random.choice(processes)  # noqa: S311 - no secret
        victim.kill()
        victim.start()
        await victim.wait_until_ready(client)


def read_all(url: str, table: str) -> list[dict[str, object]]:
    pages = boto3.client("dynamodb", endpoint_url=url).get_paginator("scan").paginate(TableName=table)
    read = TypeDeserializer().deserialize
    return [{name: read(value) for name, value in item.items()} for page in pages for item in page["Items"]]


def test_no_acknowledged_order_is_lost_and_none_is_doubled(
    aws: dict[str, str], products_table: str, orders_table: str
) -> None:
    boto3.client("events", endpoint_url=aws["AWS_ENDPOINT_URL"]).create_event_bus(Name=orders_table)
    boto3.client("dynamodb", endpoint_url=aws["AWS_ENDPOINT_URL"]).put_item(
        TableName=products_table,
        Item={
            "pk": {"S": "product#field-notebook"},
            "product_id": {"S": "field-notebook"},
            "name": {"S": "Field notebook"},
            "description": {"S": ""},
            "price_cents": {"N": "995"},
            "stock": {"N": "1000000"},
        },
    )

    catalog = Process("catalog", free_port(), {**aws, "PRODUCTS_TABLE": products_table})
    settings = {"ORDERS_TABLE": orders_table, "EVENT_BUS": orders_table, "CATALOG_URL": catalog.url}
    checkout = Process("checkout", free_port(), {**aws, **settings, "FINISH_AFTER_SECONDS": "2"})
    acknowledged: dict[str, int] = {}

    async def story() -> None:
        async with running([catalog, checkout]) as client:
            done = asyncio.Event()
            shoppers = [
                asyncio.create_task(shop_until(done, client, checkout, acknowledged)) for _ in range(SHOPPERS)
            ]
            await kill_now_and_then(client, [catalog, checkout])
            done.set()
            await asyncio.gather(*shoppers)
            async with asyncio.timeout(PATIENCE_SECONDS):
                while any("open" in order for order in read_all(aws["AWS_ENDPOINT_URL"], orders_table)):
                    await asyncio.sleep(0.5)

    asyncio.run(story())

    orders = {str(order["pk"]): order for order in read_all(aws["AWS_ENDPOINT_URL"], orders_table)}
    items = {str(item["pk"]): item for item in read_all(aws["AWS_ENDPOINT_URL"], products_table)}
    assert len(acknowledged) >= KILLS, "shoppers got through in between"
    assert set(orders) == {order_id_of(key) for key in acknowledged}
    assert {order["state"] for order in orders.values()} == {"confirmed"}
    assert {name.removeprefix("reservation#") for name in items if name.startswith("reservation#")} == set(
        orders
    )
    assert items["product#field-notebook"]["stock"] == 1_000_000 - sum(acknowledged.values())

"""The shop as it runs: three processes and a local AWS."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import httpx2
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCKER = Path(__file__).parent.parent
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class ServiceProcess:
    """A service that is killed and started again, on the same port."""

    def __init__(self, name: str, path: str, environment: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}{path}"
        self.log = log
        self._command = [sys.executable, "-m", name]
        self._folder = DOCKER / name
        self._environment = {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PATH": os.defpath,
            "DRAIN_SECONDS": "0",
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - this Python
                self._command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )

    def wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(httpx2.TransportError):
                if httpx2.get(f"{self.url}/readyz").status_code == 200:
                    return
            time.sleep(0.05)
        pytest.fail(f"not ready within {PATIENCE_SECONDS} s: {self.log.read_text(encoding='utf-8')}")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """End it as a platform does; give its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=PATIENCE_SECONDS)


class RunningShop:
    """The three services, and where their state is."""

    def __init__(
        self, tables: dict[str, str], aws: dict[str, str], folder: Path, extra: dict[str, str]
    ) -> None:
        self.aws_url = aws["AWS_ENDPOINT_URL"]
        self.products_table, self.orders_table = tables["products"], tables["orders"]
        shared = {**aws, **extra}
        self.catalog = ServiceProcess(
            "catalog",
            "/catalog",
            {**shared, "PRODUCTS_TABLE": self.products_table, "SAMPLE_PRODUCTS": "yes"},
            folder / "catalog.log",
        )
        self.checkout = ServiceProcess(
            "checkout",
            "/checkout",
            {
                **shared,
                "ORDERS_TABLE": self.orders_table,
                "EVENT_BUS": self.orders_table,
                "CATALOG_URL": self.catalog.url,
                "FINISH_AFTER_SECONDS": "2",
            },
            folder / "checkout.log",
        )
        urls = {"CATALOG_URL": self.catalog.url, "CHECKOUT_URL": self.checkout.url}
        self.storefront = ServiceProcess("storefront", "", {**shared, **urls}, folder / "storefront.log")
        self.services = (self.catalog, self.checkout, self.storefront)

    def start(self) -> None:
        for service in self.services:
            service.start()
        for service in self.services:
            service.wait_until_ready()


@pytest.fixture
def open_shop(
    aws: dict[str, str], products_table: str, orders_table: str, tmp_path: Path
) -> Iterator[Callable[..., RunningShop]]:
    """Give a function that starts the shop; what it is given is added to every service's environment."""
    boto3.client("events", endpoint_url=aws["AWS_ENDPOINT_URL"]).create_event_bus(Name=orders_table)
    opened: list[RunningShop] = []

    def start(**environment: str) -> RunningShop:
        tables = {"products": products_table, "orders": orders_table}
        opened.append(RunningShop(tables, aws, tmp_path, environment))
        opened[-1].start()
        return opened[-1]

    yield start
    for shop in opened:
        for service in shop.services:
            service.kill()


@pytest.fixture
def unused_port() -> Callable[[], int]:
    """Give a function that finds a port that nobody listens on."""
    return free_port

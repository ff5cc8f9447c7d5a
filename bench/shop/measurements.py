"""What is measured of the shop."""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

import httpx2

from bench.shop.collector import collector
from bench.shop.emulator import ROOT, Emulator, free_port
from bench.shop.k6 import load
from bench.shop.running_shop import RunningShop, running_shop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PRODUCT: Final = "trail-mug"
_PLENTY: Final = 1_000_000_000
_PAGE_SHOPPERS: Final = 16
_JOURNEY_SHOPPERS: Final = 4
_PATIENCE_SECONDS: Final = 30
Figures = dict[str, float]


def start_and_memory(aws: Emulator, folder: Path) -> dict[str, Figures]:
    """Measure how long each service takes from its start to being ready, and its memory after some work."""
    shop = RunningShop(aws, folder)
    figures: dict[str, Figures] = {}
    try:
        for service in shop.services:
            service.start()
            figures[service.name] = {"ready_seconds": service.wait_until_ready()}
        shop.set_stock(_PRODUCT, _PLENTY)
        load("journey", shop.storefront.url, vus=_JOURNEY_SHOPPERS, seconds=5)
        for service in shop.services:
            figures[service.name]["resident_mib"] = service.resident_mib
    finally:
        for service in shop.services:
            service.kill()
    return figures


def page_and_bare(aws: Emulator, folder: Path, rounds: int, seconds: int) -> Figures:
    """Compare the product page with a bare handler of the same template, in turns."""
    page: list[float] = []
    bare: list[float] = []
    with running_shop(aws, folder) as shop, _bare_handler() as bare_url:
        for url in (shop.storefront.url, bare_url):
            load("page", f"{url}/products/{_PRODUCT}", vus=_PAGE_SHOPPERS, seconds=2)
        for _ in range(rounds):
            for url, rates in ((shop.storefront.url, page), (bare_url, bare)):
                measured = load("page", f"{url}/products/{_PRODUCT}", vus=_PAGE_SHOPPERS, seconds=seconds)
                rates.append(measured.rate("http_reqs"))
    return {
        "page_per_second": statistics.median(page),
        "bare_per_second": statistics.median(bare),
        "ratio": statistics.median([one / other for one, other in zip(page, bare, strict=True)]),
    }


def journey(aws: Emulator, folder: Path, rounds: int, seconds: int) -> dict[str, Figures]:
    """Measure the journey with tracing off, with 5 % of the requests recorded, and with all, in turns."""
    figures: dict[str, list[Figures]] = {"off": [], "5 %": [], "all": []}
    with contextlib.ExitStack() as running:
        endpoint = running.enter_context(collector())
        traced = {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": endpoint}
        shops = {
            "off": running.enter_context(running_shop(aws, folder)),
            "5 %": running.enter_context(running_shop(aws, folder, **traced)),
            "all": running.enter_context(running_shop(aws, folder, **traced, OTEL_TRACES_SAMPLER_ARG="1")),
        }
        for shop in shops.values():
            shop.set_stock(_PRODUCT, _PLENTY)
            load("journey", shop.storefront.url, vus=_JOURNEY_SHOPPERS, seconds=2)
        for _ in range(rounds):
            for name, shop in shops.items():
                measured = load("journey", shop.storefront.url, vus=_JOURNEY_SHOPPERS, seconds=seconds)
                figures[name].append(
                    {
                        "journeys_per_second": measured.rate("iterations"),
                        "p50_ms": measured.milliseconds("iteration_duration", "p(50)"),
                        "p99_ms": measured.milliseconds("iteration_duration", "p(99)"),
                        "failed_percent": measured.failed_percent,
                    }
                )
    return {name: _medians(rows) for name, rows in figures.items()}


def overload(aws: Emulator, folder: Path, rounds: int, seconds: int) -> Figures:
    """Measure the page at half of what saturates the storefront, at three times that, and afterwards."""
    with running_shop(aws, folder) as shop:
        url = f"{shop.storefront.url}/products/{_PRODUCT}"
        load("page", url, vus=_PAGE_SHOPPERS, seconds=2)
        return _medians([_overload_once(url, seconds) for _ in range(rounds)])


def _overload_once(url: str, seconds: int) -> Figures:
    capacity = load("page", url, vus=_PAGE_SHOPPERS, seconds=seconds).rate("http_reqs")
    half = load("page", url, rate=round(capacity / 2), seconds=seconds)
    over = load("overload", url, capacity=round(capacity), seconds=seconds)
    return {
        "capacity_per_second": capacity,
        "half_p50_ms": half.milliseconds("http_req_duration", "p(50)"),
        "half_p99_ms": half.milliseconds("http_req_duration", "p(99)"),
        "half_failed_percent": half.failed_percent,
        "over_good_per_second": over.count("good") / seconds,
        "over_refused_per_second": over.count("refused") / seconds,
        "over_broken": over.count("broken"),
        "goodput_ratio": over.count("good") / seconds / capacity,
        "recovered_p99_ms": over.milliseconds("recovered_ms", "p(99)"),
        "recovered_failures": over.count("recovered_failures"),
    }


def _medians(rows: list[Figures]) -> Figures:
    return {name: statistics.median([row[name] for row in rows]) for name in rows[0]}


@contextlib.contextmanager
def _bare_handler() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.shop.bare", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(httpx2.TransportError):
                httpx2.get(f"{url}/products/{_PRODUCT}")
                break
            time.sleep(0.05)
        yield url
    finally:
        process.kill()
        process.wait()

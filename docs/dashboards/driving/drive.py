"""Drives the shop: hours in which all is well, a release, and another one that is bad."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.shop.collector import collector
from bench.shop.emulator import emulator
from bench.shop.running_shop import running_shop
from bench.shop.service_process import ServiceProcess
from docs.dashboards.driving.driven import Copy, Driven, Visit
from docs.dashboards.driving.switch import Switch
from docs.dashboards.driving.visitors import canaries, shoppers
from docs.dashboards.driving.watch import Watch

if TYPE_CHECKING:
    from bench.shop.running_shop import RunningShop
    from docs.dashboards.driving.story import Story

_DRAIN_SECONDS: Final = "1"
_JOURNEYS: Final = ("browse", "fill-basket")  # those that may be tried in production
_VERSIONS: Final = ("2.3.0", "2.4.0", "2.5.0")


def drive(story: Story) -> Driven:
    """Drive the shop, and give what was seen of it.

    Parameters
    ----------
    story
        What happens.
    """
    with (
        emulator() as aws,
        collector() as traces,
        tempfile.TemporaryDirectory() as name,
        Switch() as catalog,
        running_shop(
            aws,
            Path(name),
            CATALOG_URL=f"http://127.0.0.1:{catalog.port}/catalog",
            OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=traces,
            DRAIN_SECONDS=_DRAIN_SECONDS,
            OTEL_RESOURCE_ATTRIBUTES=_version(0),
        ) as shop,
        Watch() as watch,
    ):
        catalog.lead_to(shop.catalog.port)
        running = _Running(shop, catalog, watch, Path(name), traces)
        visits = Path(name) / "visits.log"
        try:
            with (
                shoppers(shop.storefront.url, story.shoppers),
                canaries(shop.storefront.url, _JOURNEYS, visits),
            ):
                ended = running.tell(story)
            running.stop()
        finally:
            running.kill()
        return Driven(ended=ended, copies=running.seen(), looks=watch.looks, visits=_visits(visits))


def _wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.time()))


def _version(release: int) -> str:
    return f"service.version={_VERSIONS[release]}"


def _visits(log: Path) -> list[Visit]:
    return [Visit.model_validate_json(line) for line in log.read_text(encoding="utf-8").splitlines()]


@dataclass
class _Running:
    """The copies that run, and those that ran."""

    shop: RunningShop
    switch: Switch
    watch: Watch
    folder: Path
    traces: str
    copies: list[tuple[ServiceProcess, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.copies = [(service, 0) for service in self.shop.services]
        for copy, release in self.copies:
            self.watch.add(copy, release)

    def tell(self, story: Story) -> float:
        """Let happen what happens; give the moment of the pictures."""
        began = time.time()
        _wait_until(began + story.good_release_seconds)
        self.release_catalog()
        _wait_until(began + story.bad_release_seconds)
        self.release_catalog(story.fault)
        _wait_until(began + story.picture_seconds)
        return time.time()

    def release_catalog(self, fault: str = "") -> None:
        """Start a new copy of the catalogue, lead its callers there, and stop the one before."""
        before, number = next((copy, at) for copy, at in reversed(self.copies) if copy.name == "catalog")
        copy = ServiceProcess(
            "catalog",
            "/catalog",
            {
                "PRODUCTS_TABLE": self.shop.products_table,
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": self.traces,
                "DRAIN_SECONDS": _DRAIN_SECONDS,
                "OTEL_RESOURCE_ATTRIBUTES": _version(number + 1),
                "FAULT": fault,
                **self.shop.aws.variables,
            },
            self.folder / f"catalog-{number + 1}.log",
        )
        self.copies.append((copy, number + 1))
        copy.start()
        copy.wait_until_ready()
        self.watch.add(copy, number + 1)
        self.switch.lead_to(copy.port)
        before.stop()

    def stop(self) -> None:
        """Stop all at once, so that each writes the rest of its metrics."""
        with ThreadPoolExecutor() as stopping:
            list(stopping.map(lambda each: each[0].stop(), self.copies))

    def kill(self) -> None:
        """Kill what is left."""
        for copy, _ in self.copies:
            copy.kill()

    def seen(self) -> list[Copy]:
        """Give the copies with their logs."""
        return [
            Copy(
                service=copy.name,
                release=release,
                lines=copy.log.read_text(encoding="utf-8").splitlines(),
            )
            for copy, release in self.copies
        ]

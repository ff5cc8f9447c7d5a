"""The stage of a rehearsal: an AWS, a catalogue, two versions of the storefront, a balancer, shoppers."""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass
from math import ceil, inf
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.release.balancer import balancer
from bench.release.clock import Clock
from bench.release.fleet import COPIES, Fleet
from bench.release.observed_traffic import Answer, ObservedTraffic
from bench.release.plot import draw
from bench.release.rehearsal import Course, Rehearsal
from bench.release.report import Report
from bench.shop.emulator import emulator, free_port
from bench.shop.k6 import LoadError, Measured, load
from bench.shop.running_shop import RunningShop
from bench.shop.service_process import ServiceProcess
from goldenpath import Slo
from goldenpath.delivery import Fault, Timing, Traffic, rollback_alarms, simulate

if TYPE_CHECKING:
    from goldenpath.delivery import Outcome
    from goldenpath.delivery.simulation.schedule import AnyStrategy

_SLO: Final = Slo(availability_percent=99.9, latency_ms=300)
_TIMING: Final = Timing()
_LEAD_SECONDS: Final = 90
_TAIL_SECONDS: Final = 120
_WARM_UP_SECONDS: Final = 2
_PAGE: Final = "/products/trail-mug"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A release of the storefront to rehearse.

    Parameters
    ----------
    strategy
        How the new version takes over.
    fault
        What is wrong with it, as the service's variable ``FAULT`` has it.
    predicted_fault
        The same, as the simulator has it.
    rate
        Requests a second, on the wall's clock.
    requests
        How many there are at the least.
    speed
        How much faster the release's clock runs.
    """

    strategy: AnyStrategy
    fault: str
    predicted_fault: Fault
    rate: int
    requests: int
    speed: float

    def rehearse(self, results: Path) -> Report:
        """Play the release, tell what shoppers saw, and draw it.

        Parameters
        ----------
        results
            Folder for the plot.

        Raises
        ------
        BalancerMissingError
            If HAProxy is not installed.
        LoadError
            If the load could not be made.
        """
        traffic = ObservedTraffic()
        course, measured, exit_codes = self._play(traffic)
        window = traffic.between(0, self._window_seconds)
        report = Report(
            strategy=str(self.strategy.kind),
            fault=self.fault,
            requests=measured.count("http_reqs"),
            failed_requests=measured.failed_requests,
            window_requests=len(window),
            window_failed_requests=sum(answer.has_failed(self._limit_ms) for answer in window),
            answers=traffic.counted(),
            p99_ms=measured.milliseconds("http_req_duration", "p(99)"),
            course=course,
            predicted=None if course.never_healthy else self._predict(),
            exit_codes=exit_codes,
        )
        draw(report, traffic, self._limit_ms, self._window_seconds, results.with_suffix(".png"))
        return report

    @property
    def _rehearsal(self) -> Rehearsal:
        return Rehearsal(self.strategy, rollback_alarms(_SLO, self.strategy), _TIMING)

    @property
    def _window_seconds(self) -> float:
        return self._rehearsal.watched_until_seconds + _TAIL_SECONDS

    @property
    def _limit_ms(self) -> float:
        """What is too slow; nothing is where the new version's fault is another."""
        if self.predicted_fault.kind != "slow":
            return inf
        return min(alarm.threshold for alarm in self._rehearsal.alarms if alarm.metric == "latency")

    def _predict(self) -> Outcome:
        traffic = Traffic(requests_per_second=self.rate / self.speed, window_seconds=self._window_seconds)
        return simulate(self.strategy, traffic, self.predicted_fault, self._rehearsal.alarms, timing=_TIMING)

    def _play(self, traffic: ObservedTraffic) -> tuple[Course, Measured, dict[str, int]]:
        clock = self._clock()

        def note(server: str, status: int, milliseconds: float) -> None:
            traffic.add(Answer(clock.seconds(), server.startswith("new"), status, milliseconds))

        with emulator() as aws, tempfile.TemporaryDirectory() as name:
            folder, port = Path(name), free_port()
            shop = RunningShop(aws, folder)
            copies = self._copies(shop, folder)
            servers = {copy: copies[copy].port for copy in COPIES}
            with balancer(folder, port, servers, note) as haproxy:
                fleet = Fleet(copies, self.strategy, haproxy)
                try:
                    shop.catalog.start()
                    shop.catalog.wait_until_ready()
                    fleet.start_old()
                    load("page", haproxy.url + _PAGE, vus=4, seconds=_WARM_UP_SECONDS)
                    clock = self._clock()
                    seconds = max(
                        (_LEAD_SECONDS + self._window_seconds) / self.speed, self.requests / self.rate
                    )
                    shoppers = Shoppers(haproxy.url + _PAGE, self.rate, ceil(seconds))
                    course = self._rehearsal.play(fleet, clock, traffic)
                    return course, shoppers.result(), fleet.exit_codes
                finally:
                    fleet.kill()
                    shop.catalog.kill()

    def _clock(self) -> Clock:
        return Clock(speed=self.speed, begins_at_seconds=-_LEAD_SECONDS)

    def _copies(self, shop: RunningShop, folder: Path) -> dict[str, ServiceProcess]:
        urls = {"CATALOG_URL": shop.catalog.url, "CHECKOUT_URL": shop.checkout.url}
        faults = {"new": self.fault, "old": ""}
        return {
            copy: ServiceProcess(
                "storefront",
                "",
                {
                    **shop.aws.variables,
                    **urls,
                    "FAULT": faults[copy.partition("-")[0]],
                    # All share this machine's processors with what starts beside them: to wait is no failure.
                    "MOST_REQUESTS": "1000",
                },
                folder / f"{copy}.log",
            )
            for copy in COPIES
        }


class Shoppers:
    """Load that goes on beside everything else.

    Parameters
    ----------
    url
        What is asked.
    rate
        How often a second.
    seconds
        How long.
    """

    def __init__(self, url: str, rate: int, seconds: int) -> None:
        self._measured: Measured | None = None
        self._thread = threading.Thread(target=self._load, args=(url, rate, seconds), daemon=True)
        self._thread.start()

    def result(self) -> Measured:
        """Wait until it ends, and give what was measured.

        Raises
        ------
        LoadError
            If the load could not be made.
        """
        self._thread.join()
        if self._measured is None:
            message = "the load could not be made"
            raise LoadError(message)
        return self._measured

    def _load(self, url: str, rate: int, seconds: int) -> None:
        self._measured = load("page", url, rate=rate, seconds=seconds)

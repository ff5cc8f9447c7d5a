"""The shop is driven as the story says, and what is seen of it is kept."""

import http.server
import json
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bench.shop.service_process import ServiceProcess
from docs.dashboards.driving import Copy, Driven, Look, Visit, driven
from docs.dashboards.driving.switch import Switch
from docs.dashboards.driving.visitors import canaries, shoppers
from docs.dashboards.driving.watch import Watch

PATIENCE_SECONDS = 10


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


class _Naming(socketserver.StreamRequestHandler):
    """Answers each line with the port it came to."""

    def handle(self) -> None:
        for _ in self.rfile:
            self.wfile.write(f"{self.connection.getsockname()[1]}\n".encode())


@contextmanager
def server() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Naming) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield listening.server_address[1]
        listening.shutdown()
        thread.join()


def ask(connection: socket.socket) -> int:
    connection.sendall(b"who\n")
    return int(connection.recv(100))


def test_a_switch_leads_new_connections_elsewhere_and_keeps_the_open_ones() -> None:
    with ExitStack() as running:
        first, second = running.enter_context(server()), running.enter_context(server())
        switch = running.enter_context(Switch())
        switch.lead_to(first)
        with socket.create_connection(("127.0.0.1", switch.port), timeout=5) as old:
            assert ask(old) == first
            switch.lead_to(second)
            with socket.create_connection(("127.0.0.1", switch.port), timeout=5) as new:
                assert ask(new) == second
            assert ask(old) == first


_READY = """
import http.server, sys
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""


def test_copies_are_looked_at_for_as_long_as_they_live(tmp_path: Path) -> None:
    copy = ServiceProcess("catalog", "", {}, tmp_path / "catalog.log")  # never started: another one stands in
    process = subprocess.Popen([sys.executable, "-c", _READY, str(copy.port)], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _listens(copy.port))
        with Watch() as watch:
            watch.add(copy, 1)
            wait_until(lambda: len(watch.looks) > 1)
            process.kill()
            process.wait()
            time.sleep(1.1)
            seen = len(watch.looks)
            time.sleep(1.1)
    finally:
        process.kill()
        process.wait()

    assert len(watch.looks) == seen
    assert {(look.service, look.release) for look in watch.looks} == {("catalog", 1)}
    assert watch.looks[0].is_ready
    assert all(look.memory_mib > 1 and look.cpu_percent >= 0 for look in watch.looks)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_what_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with Watch() as watch, pytest.raises(LookupError, match="no process of this one's listens on port"):
        watch.add(ServiceProcess("catalog", "", {}, tmp_path / "catalog.log"), 0)


class _Shop(http.server.BaseHTTPRequestHandler):
    """A shop with one product, which notes what it is asked."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path.partition("?")[0])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'On the shelf <a href="/products/mug"> Back to the shelf name="key" value="secret"')

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def shop(asked: list[str]) -> Iterator[str]:
    handler = type("Shop", (_Shop,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_address[1]}"
        listening.shutdown()
        thread.join()


def test_shoppers_look_around_and_some_order_until_they_are_told_to_stop(shop: str, asked: list[str]) -> None:
    with shoppers(shop, [(60, 30)]):
        wait_until(lambda: "/orders" in asked)
    before = len(asked)
    time.sleep(0.3)

    assert len(asked) == before
    assert {"/", "/products/mug", "/basket"} <= set(asked)


def test_canaries_take_the_shops_journeys_and_say_how_they_went(shop: str, tmp_path: Path) -> None:
    log = tmp_path / "visits.log"
    with canaries(shop, ["browse", "order"], log):
        wait_until(lambda: len(log.read_text(encoding="utf-8").splitlines()) > 1)

    visits = [Visit.model_validate(json.loads(line)) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(visit.journey, visit.worked) for visit in visits[:2]] == [("browse", True), ("order", False)]
    assert all(visit.seconds > 0 for visit in visits)


def test_what_was_seen_is_kept_to_be_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driven, "KEPT", tmp_path / "build" / "driven.json")
    look = Look(at=1.5, service="catalog", release=1, cpu_percent=2, memory_mib=3, is_ready=True)
    seen = Driven(
        ended=2.5,
        copies=[Copy(service="catalog", release=1, lines=["one", "two"])],
        looks=[look],
        visits=[Visit(at=0.5, journey="browse", seconds=0.1, worked=False)],
    )

    assert driven.kept() is None
    seen.keep()
    assert driven.kept() == seen

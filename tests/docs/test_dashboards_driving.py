"""The shop is driven as the story says, and what is seen of it is kept."""

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from docs.dashboards.driving import Driven, Story, drive
from docs.dashboards.driving.switch import Switch


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


@pytest.fixture(scope="module")
def driven() -> Driven:
    story = Story(
        good_release_seconds=1,
        bad_release_seconds=2,
        picture_seconds=5,
        fault="errors:50",
        shoppers=((9, 15),),
    )
    return drive(story)


@pytest.mark.xdist_group("shop")
def test_the_bad_release_fails_and_the_others_do_not(driven: Driven) -> None:
    def requests(service: str, release: int) -> list[int]:
        (copy,) = [each for each in driven.copies if (each.service, each.release) == (service, release)]
        lines = [json.loads(each) for each in copy.lines]
        return [each["status"] for each in lines if each.get("logger") == "requests"]

    good = [requests("storefront", 0), requests("catalog", 0), requests("catalog", 1)]
    bad = requests("catalog", 2)

    assert all(statuses for statuses in good)
    assert not [status for status in (*good[1], *good[2]) if status >= 500]
    assert sum(status == 500 for status in bad) == pytest.approx(len(bad) / 2, abs=1)


@pytest.mark.xdist_group("shop")
def test_each_copy_says_its_version_and_was_looked_at(driven: Driven) -> None:
    started = [
        json.loads(line)["version"] for copy in driven.copies for line in copy.lines if '"started"' in line
    ]
    assert started == ["2.3.0", "2.3.0", "2.3.0", "2.4.0", "2.5.0"]
    assert {(each.service, each.release) for each in driven.looks if each.is_ready} == {
        (copy.service, copy.release) for copy in driven.copies
    }
    assert all(each.memory_mib > 10 for each in driven.looks)


@pytest.mark.xdist_group("shop")
def test_canaries_tried_the_shop_as_visitors_do(driven: Driven) -> None:
    assert {each.journey for each in driven.visits} == {"browse", "fill-basket"}
    assert any(each.worked for each in driven.visits)

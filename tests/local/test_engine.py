"""An engine counts only when its API really answers."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer

import pytest

from local.emulator_program import emulator_program, engine_of
from local.errors import LocalError
from local.paths import State
from local.services.engine import Engine, answers, find_engine
from local.supervision.programs import write_programs


class _Api(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/_ping" else 404)
        self.end_headers()

    def address_string(self) -> str:
        return "a client of a Unix socket has no address"

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    socket = tmp_path_factory.mktemp("e") / "s"
    with ThreadingUnixStreamServer(str(socket), _Api) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"unix://{socket}"
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def clients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/podman" if name == "podman" else None)


def test_the_engine_that_answers_is_found(host: str) -> None:
    assert find_engine("auto", {"DOCKER_HOST": host}) == Engine(host, "/usr/bin/podman")
    assert find_engine(host) == Engine(host, "/usr/bin/podman")


def test_an_engine_without_a_client_cannot_build(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert find_engine(host) is None


def test_no_engine_is_used_where_none_is_wanted(host: str) -> None:
    assert find_engine("none", {"DOCKER_HOST": host}) is None


@pytest.mark.parametrize("address", ["unix:///nothing/here.sock", "tcp://127.0.0.1:9", "nonsense"])
def test_an_engine_that_was_asked_for_and_is_silent_is_an_error(address: str) -> None:
    assert not answers(address)
    with pytest.raises(LocalError, match="No container engine answers at"):
        find_engine(address)


def test_a_second_deployment_uses_the_engine_of_the_first(host: str, tmp_path: Path) -> None:
    state = State(tmp_path)
    used = Engine(host, "/usr/bin/podman")
    write_programs(state.programs, [emulator_program(state, 4566, used)])
    assert engine_of(state) == used
    write_programs(state.programs, [emulator_program(state, 4566, None)])
    assert engine_of(state) is None

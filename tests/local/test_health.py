import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from local.errors import LocalError
from local.paths import State
from local.ports import free_port
from local.reporting.summary import Service
from local.services import health
from local.services.health import alive, wait_until_healthy


class _Sick(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/well" else 503)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Sick) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def service(url: str, path: str = "/", how: str = "container") -> Service:
    return Service(name="shop", arn=path, how=how, desired=1, url=url, health_path=path)


def test_a_service_lives_while_its_health_path_answers_with_success(url: str) -> None:
    services = [
        service(url, "/well"),
        service(url, "/ill"),
        service(f"http://127.0.0.1:{free_port()}/", "/gone"),
        service("", "/recorded"),
    ]
    assert alive(services) == {"/well"}


def test_a_service_that_never_gets_well_is_an_error(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_TIMEOUT_SECONDS", 0.2)
    with pytest.raises(
        LocalError, match=r"Service shop did not answer on http://127\.0\.0\.1:\d+/ill within"
    ):
        wait_until_healthy([service(url, "/well"), service(url, "/ill")], State(tmp_path), lambda: None)


def test_nobody_waits_for_what_is_only_recorded(tmp_path: Path) -> None:
    wait_until_healthy([service("", how="recorded")], State(tmp_path), lambda: None)

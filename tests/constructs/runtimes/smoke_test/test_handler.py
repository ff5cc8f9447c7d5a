"""The smoke test's code, against servers that behave and that do not: it always reports, exactly once."""

import http.server
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenpath.runtimes.ecs.smoke_test.handler import index

EVENT = {"DeploymentId": "d-1", "LifecycleEventHookExecutionId": "hook-1"}


class Context:
    def __init__(self, seconds: float = 60) -> None:
        self._seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        return round(self._seconds * 1000)


class Aws:
    """The two services that the function speaks with."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses
        self.asked: list[Any] = []
        self.reports: list[dict[str, str]] = []

    def client(self, service: str) -> "Aws":
        assert service in {"ec2", "codedeploy"}
        return self

    def describe_network_interfaces(self, **query: Any) -> dict[str, Any]:
        self.asked.append(query)
        return {"NetworkInterfaces": [{"PrivateIpAddress": address} for address in self._addresses]}

    def put_lifecycle_event_hook_execution_status(self, **report: str) -> None:
        self.reports.append(report)

    @property
    def statuses(self) -> list[str]:
        return [report["status"] for report in self.reports]


Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


def status(code: int, after_seconds: float = 0) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        time.sleep(after_seconds)
        handler.send_response(code)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@contextmanager
def serving(*answers: Answer, certificate: Path | None = None) -> Iterator[tuple[int, list[Any]]]:
    """Serve one answer after the other, the last for ever; yield the port and the requests."""
    requests: list[Any] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append((self.path, self.headers["Host"]))
            answers[min(len(requests), len(answers)) - 1](self)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_port, requests
    server.shutdown()
    server.server_close()


def describe(monkeypatch: pytest.MonkeyPatch, port: int, **values: Any) -> None:
    test = {
        "load_balancer": "app/shop/123",
        "port": port,
        "secure": False,
        "host": "shop.example.com",
        "paths": ["/healthz"],
        "expected_status": 200,
        "attempts": 2,
        "pause_seconds": 0,
        "latency_ms": 500,
    }
    monkeypatch.setenv("SMOKE_TEST", json.dumps(test | values))


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Aws:
    fake = Aws("127.0.0.1")
    monkeypatch.setattr("boto3.client", fake.client)
    return fake


def test_a_good_version_passes_under_its_own_name(monkeypatch: pytest.MonkeyPatch, aws: Aws) -> None:
    with serving(status(200)) as (port, requests):
        describe(monkeypatch, port, paths=["/healthz", "/orders"])
        index.code_deploy(EVENT, Context())
        assert index.ecs({}, Context()) == {"hookStatus": "SUCCEEDED"}

    assert aws.reports == [
        {"deploymentId": "d-1", "lifecycleEventHookExecutionId": "hook-1", "status": "Succeeded"}
    ]
    assert requests == [("/healthz", "shop.example.com"), ("/orders", "shop.example.com")] * 2
    assert aws.asked[0] == {"Filters": [{"Name": "description", "Values": ["ELB app/shop/123"]}]}


@pytest.mark.parametrize(
    "answers",
    [
        [status(500)],
        [status(302)],
        [status(200, after_seconds=0.7)],
        [lambda handler: handler.connection.close()],
    ],
    ids=["error", "redirect", "slow", "hangs up"],
)
def test_a_bad_version_fails(monkeypatch: pytest.MonkeyPatch, aws: Aws, answers: list[Answer]) -> None:
    with serving(*answers) as (port, _):
        describe(monkeypatch, port)
        index.code_deploy(EVENT, Context())
    assert aws.statuses == ["Failed"]


def test_one_bad_path_is_enough(monkeypatch: pytest.MonkeyPatch, aws: Aws) -> None:
    with serving(status(200), status(500)) as (port, _):
        describe(monkeypatch, port, paths=["/good", "/bad"])
        index.code_deploy(EVENT, Context())
    assert aws.statuses == ["Failed"]


def test_a_version_that_needs_a_moment_is_asked_again(monkeypatch: pytest.MonkeyPatch, aws: Aws) -> None:
    with serving(status(503), status(200)) as (port, requests):
        describe(monkeypatch, port)
        index.code_deploy(EVENT, Context())
    assert aws.statuses == ["Succeeded"]
    assert len(requests) == 2


def test_another_status_may_be_expected(monkeypatch: pytest.MonkeyPatch, aws: Aws) -> None:
    with serving(status(401)) as (port, _):
        describe(monkeypatch, port, expected_status=401)
        index.code_deploy(EVENT, Context())
    assert aws.statuses == ["Succeeded"]


def test_nobody_there_is_a_failure(monkeypatch: pytest.MonkeyPatch, aws: Aws) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        describe(monkeypatch, unused.getsockname()[1])
        index.code_deploy(EVENT, Context())
    assert aws.statuses == ["Failed"]


def test_a_test_that_hangs_is_reported_before_the_function_ends(
    monkeypatch: pytest.MonkeyPatch, aws: Aws
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # accepts, and never answers
        describe(monkeypatch, silent.getsockname()[1], latency_ms=30_000, attempts=1)
        started = time.monotonic()
        index.code_deploy(EVENT, Context(seconds=10.3))
        taken = time.monotonic() - started
        assert index.ecs({}, Context(seconds=0)) == {"hookStatus": "FAILED"}
    assert aws.statuses == ["Failed"]
    assert taken < 2
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and "test" in thread.name:
            thread.join()


@pytest.mark.parametrize("test", ["", "no JSON", "{}"])
def test_a_broken_description_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, aws: Aws, capsys: pytest.CaptureFixture[str], test: str
) -> None:
    monkeypatch.setenv("SMOKE_TEST", test)
    index.code_deploy(EVENT, Context())
    assert aws.statuses == ["Failed"]
    assert "problem" in json.loads(capsys.readouterr().out)


def test_a_load_balancer_that_is_not_found_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = Aws()
    monkeypatch.setattr("boto3.client", nowhere.client)
    describe(monkeypatch, 1)
    index.code_deploy(EVENT, Context())
    assert nowhere.statuses == ["Failed"]
    assert "The load balancer app/shop/123 has no network interface" in capsys.readouterr().out


def test_each_attempt_is_written_down(
    monkeypatch: pytest.MonkeyPatch, aws: Aws, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(status(500), status(200)) as (port, _):
        describe(monkeypatch, port)
        index.code_deploy(EVENT, Context())
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["path"], first["status"], first["passed"]) == ("/healthz", 500, False)
    assert (second["status"], second["passed"]) == (200, True)
    assert aws.statuses == ["Succeeded"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    authority = trustme.CA()
    served = authority.issue_cert("shop.example.com")
    authority.cert_pem.write_to_path(str(path.with_name("authority.pem")))
    served.private_key_and_cert_chain_pem.write_to_path(str(path))
    return path


@pytest.mark.parametrize(
    ("host", "expected"), [("shop.example.com", "Succeeded"), ("other.example.com", "Failed")]
)
def test_the_certificate_has_to_be_for_the_services_name(
    monkeypatch: pytest.MonkeyPatch, aws: Aws, certificate: Path, host: str, expected: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("authority.pem")))
    with serving(status(200), certificate=certificate) as (port, _):
        describe(monkeypatch, port, secure=True, host=host)
        index.code_deploy(EVENT, Context())
    assert aws.statuses == [expected]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(codes=st.lists(st.sampled_from([200, 204, 302, 404, 500, 503]), min_size=1, max_size=3))
def test_whatever_is_answered_there_is_one_report(monkeypatch: pytest.MonkeyPatch, codes: list[int]) -> None:
    fake = Aws("127.0.0.1")
    monkeypatch.setattr("boto3.client", fake.client)
    with serving(*map(status, codes)) as (port, _):
        describe(monkeypatch, port, attempts=3)
        index.code_deploy(EVENT, Context())
    asked = [*codes, codes[-1], codes[-1]][:3]
    assert fake.statuses == ["Succeeded" if 200 in asked else "Failed"]

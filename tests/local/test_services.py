"""Without a container engine an ECS service runs as a plain process, and says so."""

import json
import os
import shutil
import signal
import socket
import urllib.request
from pathlib import Path
from typing import Any

import psutil
import pytest

from local import ports
from local.reporting.summary import read_summary
from local.services.health import answers
from tests.local.running import Local, wait_for
from tests.local.service_stack import GREETER, service_stack


def greeting(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310
        return json.load(response)


def test_a_service_runs_as_a_process_with_its_tasks_environment(local: Local) -> None:
    port = ports.free_port()
    first = local.deploy(service_stack(port))
    assert first.returncode == 0, first.stderr
    url = f"http://127.0.0.1:{port}/"
    assert f"Service greeter: run (process), 1 of 2 tasks, answers: {url}" in first.stdout
    assert "Container images: 1 recorded, not built (no container engine)" in first.stdout
    endpoint = f"http://127.0.0.1:{local.port}"
    assert greeting(url) == {
        "GREETING": "hello",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "000000000000",
    }
    assert _listening_addresses(local) == {"127.0.0.1"}

    before = local.pid("greeter")
    again = local.deploy(service_stack(port))
    assert "No changes: every stack is deployed as this checkout describes it" in again.stdout
    assert local.pid("greeter") == before, "what did not change is not restarted"

    diff = local.diff(service_stack(port, greeting="good morning"))
    assert "good morning" in diff.stdout
    assert "Number of stacks with differences: 1" in diff.stdout

    changed = local.deploy(service_stack(port, greeting="good morning"))
    assert changed.returncode == 0, changed.stderr
    assert local.pid("greeter") != before
    assert greeting(url)["GREETING"] == "good morning"

    os.kill(local.pid("greeter"), signal.SIGKILL)
    wait_for(lambda: ports.is_free(port))
    status = local.run("status")
    assert "does NOT answer" in status.stdout
    assert local.deploy(service_stack(port, greeting="good morning")).returncode == 0
    assert greeting(url)["GREETING"] == "good morning", "a deployment starts again what ended"

    down = local.run("down")
    assert down.returncode == 0, down.stderr
    assert "nothing is left" in down.stdout
    assert not local.processes()
    assert ports.is_free(port)


def test_a_service_gets_its_secrets_or_is_not_run(local: Local) -> None:
    port = ports.free_port()
    place = "us-east-1:000000000000"
    secrets = {
        "PASSWORD": f"arn:aws:secretsmanager:{place}:secret:shop/database:password::",
        "TOKEN": f"arn:aws:ssm:{place}:parameter/shop/token",
    }
    stack = service_stack(port, secrets=secrets)
    without = local.deploy(stack)
    assert without.returncode == 0, without.stderr
    assert (
        f"{secrets['PASSWORD']} for its variable PASSWORD does not exist in the local AWS" in without.stdout
    )

    manager = local.client("secretsmanager")
    manager.create_secret(Name="shop/database", SecretString='{"user": "shop"}')
    local.client("ssm").put_parameter(Name="/shop/token", Value="tok", Type="SecureString")
    assert "the secret shop/database has no field password" in local.deploy(stack).stdout

    secret = '{"password": "open sesame"}'  # noqa: S105  # pragma: allowlist secret
    manager.put_secret_value(SecretId="shop/database", SecretString=secret)  # pragma: allowlist secret
    complete = local.deploy(stack)
    assert complete.returncode == 0, complete.stderr
    answer = greeting(f"http://127.0.0.1:{port}/")
    assert (answer["PASSWORD"], answer["TOKEN"]) == ("open sesame", "tok")
    written = complete.stdout + complete.stderr + local.log("deploy")
    assert "open sesame" not in written
    assert local.state.programs.stat().st_mode & 0o077 == 0, "others on this machine cannot read it"


def test_a_service_whose_port_is_taken_gets_another(local: Local) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        taken = holder.getsockname()[1]
        result = local.deploy(service_stack(taken, desired=1))
    assert result.returncode == 0, result.stderr
    [service] = read_summary(local.state.summary).services
    assert str(taken) not in service.url
    assert answers(service)


def test_a_service_that_ends_at_once_fails_the_deployment(local: Local, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(GREETER, broken)
    (broken / "greeter/__main__.py").write_text("raise SystemExit('no catalogue, no shop')", encoding="utf-8")
    result = local.deploy(service_stack(ports.free_port(), source=broken))
    assert result.returncode == 1
    assert "no catalogue, no shop" in result.stderr
    assert "Service greeter ended with exit code 1 when it was started." in result.stderr
    assert f"The whole log: {local.state.log('greeter')}" in result.stderr
    assert not local.processes()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"desired": 0}, "it asks for no task"),
        ({"source": "empty"}, "its image's folder holds no one package to run"),
    ],
)
def test_a_service_that_cannot_run_here_is_only_recorded(
    local: Local, tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    (tmp_path / "empty").mkdir()
    if "source" in changes:
        changes = {"source": tmp_path / "empty"}
    result = local.deploy(service_stack(ports.free_port(), **changes))
    assert result.returncode == 0, result.stderr
    assert f"recorded, nothing runs ({why})" in result.stdout


def _listening_addresses(local: Local) -> set[str]:
    """Return the addresses that the local AWS listens on, of all its processes."""
    listening = [
        connection.laddr
        for process in local.processes()
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 2, "the emulator and the service"
    return {str(address[0]) for address in listening}

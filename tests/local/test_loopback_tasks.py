"""What the emulator asks of a container engine for a task with a network of its own."""

import json
import socket
import subprocess
import sys
from typing import Any

import pytest

from local.paths import EMULATOR_PYTHON, ROOT

SCRIPT = """
import json, sys
from ministack.services import ecs
from local.emulator.extensions.tasks import run_tasks_on_loopback
platform, mode, port = sys.argv[1:]
sys.platform = platform
run_tasks_on_loopback()
container = {"name": "web", "image": "web:1", "portMappings": [{"containerPort": int(port)}]}
environment = {"AWS_ENDPOINT_URL": "http://host.docker.internal:4566", "PORT": port}
options = ecs._build_run_kwargs(
    container, {"networkMode": mode}, environment, {"80/tcp": 80}, None, False, "task", "arn", None, "cluster"
)
print(json.dumps({**options, "environment": environment}))
"""


def options(platform: str, mode: str, port: int) -> dict[str, Any]:
    command = [str(EMULATOR_PYTHON), "-c", SCRIPT, platform, mode, str(port)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    content: dict[str, Any] = json.loads(result.stdout)
    return content


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the engine sits in a virtual machine")
def test_on_linux_a_task_shares_the_machines_network_on_loopback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        taken = holder.getsockname()[1]
        found = options("linux", "awsvpc", taken)
    assert found["network_mode"] == "host"
    assert not {"network", "ports", "extra_hosts"} & set(found)
    environment = found["environment"]
    assert environment["HOST"] == "127.0.0.1"
    assert environment["PORT"] != str(taken), "the port is taken, so the task gets another"
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566"


def test_elsewhere_the_engine_forwards_a_loopback_port() -> None:
    found = options("darwin", "awsvpc", 8080)
    assert found["ports"] == {"8080/tcp": ["127.0.0.1", None]}
    assert "network_mode" not in found


def test_a_task_without_a_network_of_its_own_is_left_as_it_is() -> None:
    assert options("linux", "bridge", 8080)["ports"] == {"80/tcp": 80}

"""With a container engine the emulator runs an ECS task as a real container."""

import json
import os
import signal
import urllib.parse
import urllib.request

import pytest

from local import ports
from local.reporting.summary import read_summary
from local.services.engine import find_engine
from tests.local.running import Local, wait_for
from tests.local.service_stack import service_stack

ENGINE = find_engine("auto")
pytestmark = pytest.mark.skipif(ENGINE is None, reason="no container engine answers on this machine")


def containers(local: Local) -> list[str]:
    assert ENGINE
    filters = json.dumps({"label": [f"ministack.instance=goldenpath:{local.port}"]})
    return [
        item["Id"] for item in ENGINE.get(f"/containers/json?all=1&filters={urllib.parse.quote(filters)}")
    ]


def test_a_service_runs_in_containers_that_end_with_the_local_aws(local: Local) -> None:
    assert ENGINE
    result = local.deploy(service_stack(ports.free_port(), desired=2), "--engine", ENGINE.host)
    assert result.returncode == 0, result.stderr
    [service] = read_summary(local.state.summary).services
    assert "Container images: 1 built, known to the local registry" in result.stdout
    assert f"Service greeter: run (container), 2 of 2 tasks, answers: {service.url}" in result.stdout
    with urllib.request.urlopen(service.url, timeout=5) as response:  # noqa: S310
        assert json.load(response)["GREETING"] == "hello"
    assert len(containers(local)) == 2

    os.kill(local.pid("emulator"), signal.SIGKILL)
    wait_for(lambda: not containers(local), 20)
    local.wait_until_nothing_runs()

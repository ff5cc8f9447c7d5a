"""The image as a container: locked down, limited, small, and it ends when told to."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import httpx2
import pytest

from bench.shop.emulator import ROOT, free_port
from local.services.engine import find_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGINE = find_engine("auto")
CLIENT = shutil.which("docker") or shutil.which("podman") or "docker"
BASE = "public.ecr.aws/docker/library/python:3.13.16-slim-trixie"
MOST_MIB_ON_TOP = 90
PATIENCE_SECONDS = 60

pytestmark = [
    pytest.mark.xdist_group("containers"),
    pytest.mark.timeout(600),
    pytest.mark.skipif(ENGINE is None, reason="no container engine answers on this machine"),
]


def engine(*arguments: str, check: bool = True) -> str:
    process = subprocess.run(
        [CLIENT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert not check or process.returncode == 0, process.stdout
    return process.stdout.strip()


def has_image(name: str) -> bool:
    found = engine("image", "inspect", "--format", "{{.Id}}", name, check=False)
    return re.fullmatch(r"(sha256:)?[0-9a-f]{64}", found) is not None


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the storefront."""
    if not has_image(BASE):
        engine("pull", BASE, check=False)
    if not has_image(BASE):
        pytest.skip("the base image is not to be had here")
    context = tmp_path_factory.mktemp("context") / "storefront"
    shutil.copytree(ROOT / "docker" / "storefront", context)
    engine("build", "--tag", "shop/storefront:test", str(context))
    return "shop/storefront:test"


@pytest.fixture
def container(image: str) -> Iterator[tuple[str, str]]:
    """Run it as ECS would: limited, without capabilities, on a read-only file system."""
    port = free_port()
    variables = {
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "CATALOG_URL": "http://127.0.0.1:9/catalog",
        "CHECKOUT_URL": "http://127.0.0.1:9/checkout",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:9/v1/traces",
    }
    limits = ["--memory", "192m", "--cpus", "1", "--pids-limit", "64", "--read-only", "--cap-drop", "ALL"]
    name = f"shop-test-{os.getpid()}-{port}"
    settings = [part for key, value in variables.items() for part in ("--env", f"{key}={value}")]
    engine("run", "--detach", "--name", name, "--network", "host", *limits, *settings, image)
    try:
        yield name, f"http://127.0.0.1:{port}"
    finally:
        engine("rm", "--force", "--volumes", name)


def wait_until_ready(url: str, name: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            assert httpx2.get(f"{url}/readyz").status_code == 200
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(engine("logs", name, check=False))


def test_it_is_small_and_knows_how_to_run(image: str) -> None:
    [content] = json.loads(engine("image", "inspect", image))
    [base] = json.loads(engine("image", "inspect", BASE))
    assert (content["Size"] - base["Size"]) / 2**20 < MOST_MIB_ON_TOP
    assert content["Config"]["User"] == "10001:10001"
    assert content["Config"]["Healthcheck"]["Test"] == ["CMD", "python", "-m", "chassis.probe"]
    assert content["Config"]["Cmd"] == ["python", "-m", "storefront"]


def test_it_runs_within_limits_and_ends_when_told(container: tuple[str, str]) -> None:
    name, url = container
    wait_until_ready(url, name)
    assert engine("exec", name, "python", "-m", "chassis.probe") == ""
    assert engine("exec", name, "id", "-u") == "10001"
    assert (
        "Read-only"
        in subprocess.run(
            [CLIENT, "exec", name, "touch", "/app/x"], capture_output=True, text=True, check=False
        ).stderr
    )
    assert engine("exec", name, "sh", "-c", "touch /tmp/x && echo written") == "written"
    for tool in ("pip", "gcc", "make"):
        assert engine("exec", name, "sh", "-c", f"command -v {tool} || echo none") == "none"
    assert (
        engine("exec", name, "python", "-c", "import importlib.util as u; print(u.find_spec('pip'))")
        == "None"
    )
    assert httpx2.get(f"{url}/").status_code == 503, "it is traced, and tells that the catalogue is away"

    engine("stop", "--time", "30", name)
    [state] = json.loads(engine("inspect", name))
    assert state["State"]["ExitCode"] == 0
    assert not state["State"]["OOMKilled"]


def test_a_bad_version_is_built_from_the_same_folder(tmp_path: Path, image: str) -> None:
    context = tmp_path / "storefront"
    shutil.copytree(ROOT / "docker" / "storefront", context)
    engine("build", "--tag", f"{image}-bad", "--build-arg", "FAULT=crash", str(context))
    variables = ["--env", "CATALOG_URL=http://127.0.0.1:9/c", "--env", "CHECKOUT_URL=http://127.0.0.1:9/c"]
    process = subprocess.run(
        [CLIENT, "run", "--rm", "--network", "none", *variables, f"{image}-bad"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (process.returncode, process.stderr) == (
        1,
        "A fault made on purpose: the service ends as it starts\n",
    )

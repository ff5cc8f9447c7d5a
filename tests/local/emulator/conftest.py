"""An emulator for the tests of one module, on a free port, that leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from local.emulator.catalog import SchemaCatalog
from tests.local.emulator.driver import PYTHON, ROOT, Emulator, environment, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_START_SECONDS = 30


@pytest.fixture(scope="session")
def catalog() -> SchemaCatalog:
    return SchemaCatalog()


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    directory, port = tmp_path_factory.mktemp("emulator"), free_port()
    with (directory / "log").open("wb") as log:
        process = subprocess.Popen(
            [PYTHON, "-m", "local.emulator"],
            cwd=ROOT,
            env=environment(port, directory),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process, directory / "log")
        yield Emulator(url=url, ledger=directory / "resources.jsonl")
    finally:
        process.terminate()
        process.wait(timeout=15)
        with suppress(ProcessLookupError):  # the Lambda workers outlive their parent
            os.killpg(process.pid, signal.SIGKILL)


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_ministack/health", timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The emulator did not start:\n{log.read_text(encoding='utf-8')}")

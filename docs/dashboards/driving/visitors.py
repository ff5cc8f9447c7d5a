"""Who comes to the shop: shoppers, by k6, and canaries."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.shop.emulator import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_K6 = Path(sys.executable).parent / "k6"
_SCRIPT = Path(__file__).with_name("shoppers.js")
_CANARIES = ROOT / "docker" / "canaries" / "python"


@contextlib.contextmanager
def shoppers(url: str, rates: Sequence[tuple[int, int]]) -> Iterator[None]:
    """Let shoppers come until the block is left.

    Parameters
    ----------
    url
        The shop.
    rates
        Seconds, and how many shoppers a second come at the end of them; the rate moves from one to the next.
    """
    stages = json.dumps([{"duration": f"{seconds}s", "target": target} for seconds, target in rates])
    command = [str(_K6), "run", "--quiet", "--no-usage-report", "--no-summary", "--no-color"]
    command += ["--env", f"URL={url}", "--env", f"STAGES={stages}", str(_SCRIPT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
    try:
        yield
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def canaries(url: str, journeys: Sequence[str], log: Path) -> Iterator[None]:
    """Let canaries come until the block is left.

    Parameters
    ----------
    url
        The shop.
    journeys
        The journeys that they take.
    log
        Where a line is written for each try.
    """
    environment = {"PATH": os.defpath, "PYTHONPATH": str(_CANARIES)}
    command = [sys.executable, "-m", "docs.dashboards.driving.visits", url, *journeys]
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=written)  # noqa: S603 - our own
        try:
            yield
        finally:
            process.kill()
            process.wait()

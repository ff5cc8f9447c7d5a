"""Time an environment whose services run on several runtimes: python -m bench.runtimes ecs eks express."""

import copy
import json
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.progress import Progress

_SERVICES = ("storefront", "catalog", "checkout")
_ENVIRONMENT = "dev"
ONE = ("ecs", "ecs", "ecs")
SEVERAL = (("ecs", "eks", "express"), ("ecs", "eks", "apprunner"))


def measure(runtimes: tuple[str, ...]) -> float:
    """Import, construct, synthesise and validate the environment once, in seconds.

    Parameters
    ----------
    runtimes
        What runs each of the shop's services.
    """
    started = time.perf_counter()
    build = import_module("app").build
    settings = import_module("stacks.settings")
    context: dict[str, Any] = copy.deepcopy(dict(settings.cdk_context())) | {"environment": _ENVIRONMENT}
    context["environments"][_ENVIRONMENT]["runtimes"] = dict(zip(_SERVICES, runtimes, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        build(context, settings.read_settings(context), outdir=Path(folder)).synth()
    return time.perf_counter() - started


def compare_runtimes(runs: int, progress: Progress) -> dict[str, float]:
    """Measure in turn, and give each median as a multiple of the environment that has ECS only.

    Parameters
    ----------
    runs
        Counted runs of each; one more comes first and is not counted.
    progress
        Where to show how far it is.
    """
    mixes = (ONE, *SEVERAL)
    task = progress.add_task("Runtimes", total=(1 + runs) * len(mixes))
    seconds: dict[tuple[str, ...], list[float]] = {mix: [] for mix in mixes}
    for _ in range(1 + runs):
        for mix in mixes:
            command = [sys.executable, "-m", "bench.runtimes", *mix]
            finished = subprocess.run(
                command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
            seconds[mix].append(float(json.loads(finished.stdout)))
            progress.advance(task)
    medians = {mix: statistics.median(found[1:]) for mix, found in seconds.items()}
    return {", ".join(mix): medians[mix] / medians[ONE] for mix in SEVERAL}


if __name__ == "__main__":
    print(json.dumps(measure(tuple(sys.argv[1:]))))

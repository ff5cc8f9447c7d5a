"""Time syntheses of this application and of its handwritten equivalent, each in a process of its own."""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass, replace

from rich.progress import Progress


@dataclass(frozen=True)
class Case:
    """One thing to synthesise."""

    what: str
    environment: str
    validation: str

    def __str__(self) -> str:
        return f"{self.what}, {self.environment}, {self.validation}"

    def handwritten(self) -> "Case":
        """Give the handwritten equivalent of this case."""
        return replace(self, what="handwritten")


CASES = tuple(
    Case(what, environment, validation)
    for environment in ("dev", "prod")
    for validation in ("on", "off")
    for what in ("goldenpath", "handwritten")
)


def compare(runs: int, progress: Progress) -> dict[Case, dict[str, float]]:
    """Measure every case so many times, in turn, so that a slow spell of the machine meets them all.

    Parameters
    ----------
    runs
        Counted runs of each case, 1 or more; one more comes first and is not counted.
    progress
        Where to show how far it is.

    Returns
    -------
    dict
        For each case, each figure's median.
    """
    task = progress.add_task("Synthesis", total=(1 + runs) * len(CASES))
    measured: dict[Case, list[dict[str, float]]] = {case: [] for case in CASES}
    for _ in range(1 + runs):
        for case in CASES:
            measured[case].append(_once(case))
            progress.advance(task)
    return {case: _medians(figures[1:]) for case, figures in measured.items()}


def _once(case: Case) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.once", case.what, case.environment, case.validation]
    finished = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(finished.stdout)
    return figures


def _medians(figures: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(figure[name] for figure in figures) for name in figures[0]}

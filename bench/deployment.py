"""Time `make deploy` as a newcomer meets it: cold from a fresh clone, warm, and with nothing changed."""

import subprocess
import tempfile
import time
from pathlib import Path

from rich.progress import Progress

_PORT = "14566"  # not the one that a developer's own local AWS has


def deployment_seconds(progress: Progress) -> dict[str, float]:
    """Clone this repository's last commit and time its commands there.

    Returns
    -------
    dict
        Seconds by what was done.
    """
    task = progress.add_task("Deployments", total=3)
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "golden path"
        _run("git", "clone", "--quiet", str(Path.cwd()), str(clone), cwd=Path.cwd())
        seconds = {}
        try:
            for name, before in (
                ("cold: set-up and first deployment", None),
                ("warm: first deployment", "down"),
                ("unchanged: second deployment", None),
            ):
                if before is not None:
                    _make(before, clone)
                started = time.perf_counter()
                _make("deploy", clone)
                seconds[name] = time.perf_counter() - started
                progress.advance(task)
        finally:
            _make("down", clone)
    return seconds


def _make(target: str, clone: Path) -> None:
    _run("make", "--no-print-directory", target, f"ARGUMENTS=--port {_PORT}", cwd=clone)


def _run(*command: str, cwd: Path) -> None:
    finished = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{finished.stdout}\n{finished.stderr}")

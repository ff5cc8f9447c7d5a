"""Runs a command under the guard: logged, bounded in time, ended with this process."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from local.errors import LocalError
from local.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_POLL_SECONDS = 0.05


def run(
    command: Sequence[str],
    *,
    directory: Path,
    environment: Mapping[str, str],
    log: Path,
    timeout_seconds: float,
    on_line: Callable[[str], None] = lambda _line: None,
    check: Callable[[], None] = lambda: None,
) -> int:
    """Run a command to its end and return its exit code.

    Parameters
    ----------
    command
        The command line.
    directory
        The folder it runs in.
    environment
        All its environment variables.
    log
        Where everything it prints is written.
    timeout_seconds
        When it is ended, with an error.
    on_line
        Called with each line that it prints.
    check
        Called several times a second; what it raises ends the command.
    """
    guard = [sys.executable, "-m", "local.supervision.guard", str(directory), *command]
    process = subprocess.Popen(  # noqa: S603
        guard, cwd=ROOT, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, start_new_session=True, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    reader = threading.Thread(target=_copy, args=(process, log, on_line), daemon=True)
    reader.start()
    deadline = time.monotonic() + timeout_seconds
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(_POLL_SECONDS)
            check()
            if time.monotonic() > deadline:
                name = " ".join(command[1:3]) if command[0].endswith("node") else command[0]
                message = f"{name} did not finish within {timeout_seconds:.0f} s and was ended."
                raise LocalError(message, log=log)
    finally:
        if process.stdin:
            process.stdin.close()
        process.wait()
        reader.join()
        if process.stdout:
            process.stdout.close()


def _copy(process: subprocess.Popen[str], log: Path, on_line: Callable[[str], None]) -> None:
    with log.open("w", encoding="utf-8") as file:
        for line in process.stdout or ():
            file.write(line)
            file.flush()
            on_line(line.rstrip("\n"))

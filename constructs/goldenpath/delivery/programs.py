"""The programs that the pipeline's commands call."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from goldenpath.delivery.command_error import CommandError


def run(program: str, *arguments: str, secret: str | None = None) -> None:
    """Run a program, whose output is the command's.

    Parameters
    ----------
    program
        Its name.
    arguments
        What it is told; they are shown when it fails.
    secret
        What it reads, which nobody sees.

    Raises
    ------
    CommandError
        If it is not here, or fails.
    """
    code = subprocess.run([path_of(program), *arguments], input=secret, text=True, check=False).returncode  # noqa: S603
    if code:
        raise CommandError(f"{_shown(program, arguments)} ended with code {code}")


def read(program: str, *arguments: str, allowed: Sequence[int] = (0,)) -> str:
    """Run a program, and give what it writes.

    Parameters
    ----------
    program
        Its name.
    arguments
        What it is told.
    allowed
        The codes that it may end with.

    Raises
    ------
    CommandError
        If it is not here, or ends with another code.
    """
    done = subprocess.run([path_of(program), *arguments], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode not in allowed:
        last = done.stderr.strip().splitlines()[-5:]
        said = "\n".join([f"{_shown(program, arguments)} ended with code {done.returncode}", *last])
        raise CommandError(said)
    return done.stdout


def path_of(program: str) -> str:
    """Find a program beside this Python, or else on PATH.

    Raises
    ------
    CommandError
        If it is in neither.
    """
    beside = str(Path(sys.executable).parent)
    found = shutil.which(program, path=os.pathsep.join((beside, os.environ.get("PATH", ""))))
    if found is None:
        raise CommandError(f"{program} is not on this machine's PATH")
    return found


def _shown(program: str, arguments: Sequence[str]) -> str:
    return " ".join((program, *arguments))[:200]

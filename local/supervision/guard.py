"""Runs one command that must not outlive the command that asked for it.

`python -m local.supervision.guard <folder> <command> …` is started in a session of its own, with a pipe as
standard input. When the pipe closes, also because its owner was killed, the whole session ends.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from local.supervision import sessions
from local.supervision.owner import Owner

if TYPE_CHECKING:
    from types import FrameType

_POLL_SECONDS = 0.05


def main(arguments: list[str]) -> int:
    """Run the command in its folder; return its exit code.

    Parameters
    ----------
    arguments
        The folder, then the command line.
    """
    directory, *command = arguments
    signal.signal(signal.SIGTERM, _stay)  # a handler, as a child would inherit "ignore"
    owner = Owner()
    with subprocess.Popen(command, cwd=directory, stdin=subprocess.DEVNULL) as child:  # noqa: S603
        try:
            while child.poll() is None and not owner.is_gone:
                owner.wait(_POLL_SECONDS)
        finally:
            sessions.end(os.getsid(0), grace_seconds=2.0)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _stay(_signal: int, _frame: FrameType | None) -> None:
    """Outlive the session's other members, so that their end is seen."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

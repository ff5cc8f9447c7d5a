"""The pipe to the command that started this process: when the command dies, however it dies, it closes."""

from __future__ import annotations

import os
import select
import sys

KEEP = b"keep\n"


class Owner:
    """The command at the other end of this process's standard input."""

    def __init__(self) -> None:
        self._descriptor = sys.stdin.fileno()
        self.is_gone = False
        self.lets_go = False

    def wait(self, timeout_seconds: float) -> None:
        """Wait for the owner's end or word, at most so long.

        Parameters
        ----------
        timeout_seconds
            The longest wait.
        """
        watched = [] if self.lets_go or self.is_gone else [self._descriptor]
        readable, _, _ = select.select(watched, [], [], timeout_seconds)
        if not readable:
            return
        word = os.read(self._descriptor, len(KEEP))
        self.lets_go = word == KEEP
        self.is_gone = not self.lets_go

"""What went wrong, said so that a person knows what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class LocalError(Exception):
    """A sentence for the person at the terminal; it is printed without a traceback.

    Parameters
    ----------
    sentence
        What happened and, where there is one, the way out.
    details
        Lines that show it: what the app printed, the end of a log.
    log
        Where the whole story is.
    """

    def __init__(self, sentence: str, *, details: Sequence[str] = (), log: Path | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = tuple(details)
        self.log = log


class InterruptedDeploymentError(LocalError):
    """A signal ended the command.

    Parameters
    ----------
    signal_number
        The signal; the exit code follows from it as in a shell.
    """

    def __init__(self, signal_number: int) -> None:
        super().__init__("Interrupted.")
        self.exit_code = 128 + signal_number


def tail(log: Path, lines: int = 15) -> list[str]:
    """Return the end of a log, or nothing when there is none."""
    try:
        return log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    except OSError:
        return []

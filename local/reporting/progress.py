"""Shows what goes on: bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from local.reporting.activity import Activity, parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from rich.console import Console

    from local.assembly import Stack

_DEPLOYING = {"started": "deploying", "finished": "deployed", "unchanged": "no changes", "failed": "FAILED"}
_DESTROYING = {"started": "destroying", "finished": "destroyed", "failed": "FAILED"}
_DONE = {"finished", "unchanged"}


def say(console: Console, started: float, text: str) -> None:
    """Print a step with the time that has passed.

    Parameters
    ----------
    console
        Where to print.
    started
        When the command began, on the monotonic clock.
    text
        The step.
    """
    console.print(
        f"[{time.monotonic() - started:5.1f} s] {text}", markup=False, highlight=False, soft_wrap=True
    )


class StackProgress:
    """Follows the stacks of one operation.

    Parameters
    ----------
    console
        Where to show it.
    stacks
        The stacks of the operation.
    started
        When the command began, on the monotonic clock.
    is_destroying
        Whether the stacks are destroyed, and not deployed.
    """

    def __init__(
        self, console: Console, stacks: Sequence[Stack], started: float, *, is_destroying: bool = False
    ) -> None:
        self._words = _DESTROYING if is_destroying else _DEPLOYING
        self._console = console
        self._started = started
        self._paths = {stack.name: stack.path for stack in stacks}
        self._totals = {stack.name: len(stack.resources) for stack in stacks}
        self.states: dict[str, str] = {}
        self._bars: dict[str, TaskID] = {}
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(20), MofNCompleteColumn(),
            TextColumn("{task.fields[state]}"), TimeElapsedColumn(), console=console, transient=True,
            disable=not console.is_terminal,
        )  # fmt: skip

    def __enter__(self) -> Self:
        for name, path in self._paths.items():
            self._bars[name] = self._progress.add_task(
                path, total=self._totals[name], state="waits", start=False
            )
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    @property
    def all_unchanged(self) -> bool:
        """Whether every stack was left as it was."""
        return bool(self._paths) and all(self.states.get(name) == "unchanged" for name in self._paths)

    def read(self, line: str) -> None:
        """Show what a line of the CLI's output tells.

        Parameters
        ----------
        line
            The line.
        """
        if step := parse(line):
            self.show(step)

    def show(self, activity: Activity) -> None:
        """Show one step of a stack.

        Parameters
        ----------
        activity
            The step.
        """
        if activity.stack not in self._paths:
            return
        bar = self._bars[activity.stack]
        if activity.state == "resource":
            self._progress.update(bar, completed=activity.done, total=activity.total)
            return
        self.states[activity.stack] = activity.state
        word = self._words[activity.state]
        self._progress.update(bar, state=word)
        if activity.state == "started":
            self._progress.start_task(bar)
            return
        if activity.state in _DONE:
            self._progress.update(
                bar, completed=self._totals[activity.stack], total=self._totals[activity.stack]
            )
        self._progress.stop_task(bar)
        finished = sum(state in _DONE for state in self.states.values())
        amount = f"{self._totals[activity.stack]} resources, stack {finished} of {len(self._paths)}"
        say(self._console, self._started, f"{self._paths[activity.stack]}: {word} ({amount})")

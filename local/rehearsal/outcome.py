"""What became of each action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One action.

    Parameters
    ----------
    action
        Its stage and name.
    seconds
        How long it took; None where it was not rehearsed.
    note
        Why it was not, or what was different from AWS.
    """

    action: str
    seconds: float | None
    note: str = ""


def print_outcomes(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Print a line for each, and how many were rehearsed.

    Parameters
    ----------
    console
        Where to print.
    outcomes
        What became of the actions.
    """
    table = Table("Action", "Seconds", "Here", box=None, pad_edge=False, header_style="bold")
    table.columns[1].justify = "right"
    for each in outcomes:
        if each.seconds is None:
            table.add_row(each.action, "", f"not rehearsed: {each.note}", style="dim")
        else:
            table.add_row(each.action, f"{each.seconds:.1f}", f"rehearsed{each.note and f'; {each.note}'}")
    console.print()
    console.print(table)
    done = sum(each.seconds is not None for each in outcomes)
    console.print(f"{done} of {len(outcomes)} actions rehearsed, {len(outcomes) - done} not.", style="bold")

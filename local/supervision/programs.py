"""What should run under the supervisor and what does: two small files, so that any command can ask."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Program:
    """One process to keep.

    Parameters
    ----------
    name
        Its name, one among all.
    command
        The command line.
    directory
        The folder it runs in.
    environment
        Variables on top of the supervisor's own.
    log
        Where its output goes.
    attempt
        Raised to have a program that ended started again.
    """

    name: str
    command: list[str]
    directory: str
    environment: dict[str, str] = field(default_factory=dict)
    log: str
    attempt: int = 0


@dataclass(frozen=True, kw_only=True)
class Running:
    """What became of a program.

    Parameters
    ----------
    program
        What was started.
    pid
        Its process id.
    exit_code
        None while it lives.
    """

    program: Program
    pid: int
    exit_code: int | None = None


def write_programs(path: Path, programs: Iterable[Program]) -> None:
    """Write what should run; the supervisor sees to it.

    Parameters
    ----------
    path
        The file.
    programs
        The programs; the first is the emulator, and all end with it.
    """
    write_json(path, [asdict(program) for program in programs])


def read_programs(path: Path) -> list[Program]:
    """Read what should run.

    Parameters
    ----------
    path
        The file; where it is missing nothing should run.
    """
    return [Program(**item) for item in read_json(path) or []]


def write_running(path: Path, running: Iterable[Running]) -> None:
    """Write what runs.

    Parameters
    ----------
    path
        The file.
    running
        One entry a program that was started.
    """
    write_json(path, [asdict(item) for item in running])


def read_running(path: Path) -> dict[str, Running]:
    """Read what runs, by name.

    Parameters
    ----------
    path
        The file; where it is missing nothing runs.
    """
    found = [Running(**{**item, "program": Program(**item["program"])}) for item in read_json(path) or []]
    return {item.program.name: item for item in found}


def write_json(path: Path, content: object) -> None:
    """Write a file in one step, readable by its owner alone, as it may hold a task's environment.

    Parameters
    ----------
    path
        The file.
    content
        What it shall hold.
    """
    draft = path.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(content, indent=1), encoding="utf-8")
    draft.replace(path)


def read_json(path: Path) -> Any:
    """Read a file of ours; None when there is none.

    Parameters
    ----------
    path
        The file.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None

"""Understands the pinned CDK CLI's output: which stack is where."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STARTED = re.compile(r"^(?P<path>\S+) \((?P<name>\S+)\): (?:deploying|destroying)\.\.\.")
_RESOURCE = re.compile(r"^(?P<name>\S+) +\| +(?P<done>\d+)/(?P<total>\d+) +\|.*?\| +(?P<status>[A-Z_]+)")
_FINISHED = re.compile(r"^ *✅ +(?P<path>\S+) \((?P<name>\S+)\)(?P<unchanged> \(no changes\))?")
_ASSET_FAILED = re.compile(r"^\S+: fail: ")
_FAILED = re.compile(r"^ *❌ +(?P<name>\S+) failed")


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One step of one stack.

    Parameters
    ----------
    stack
        The stack's name.
    state
        `started`, `resource`, `finished`, `unchanged` or `failed`.
    done
        Resources that are done, when known.
    total
        Resources that the operation has, when known.
    """

    stack: str
    state: str
    done: int = 0
    total: int = 0


def parse(line: str) -> Activity | None:
    """Return what a line of the CLI's output tells about a stack.

    Parameters
    ----------
    line
        The line.
    """
    if match := _RESOURCE.match(line):
        done, total = int(match["done"]), int(match["total"])
        return Activity(stack=match["name"], state="resource", done=done, total=total)
    if match := _FINISHED.match(line):
        return Activity(stack=match["name"], state="unchanged" if match["unchanged"] else "finished")
    if match := _STARTED.match(line):
        return Activity(stack=match["name"], state="started")
    if match := _FAILED.match(line):
        return Activity(stack=match["name"], state="failed")
    return None


def cause(lines: list[str]) -> list[str]:
    """Return the lines that tell why the CLI gave up: about the first asset that failed, else the last.

    Parameters
    ----------
    lines
        All that it printed.
    """
    for number, line in enumerate(lines):
        if _ASSET_FAILED.match(line):
            return lines[max(0, number - 8) : number + 1]
    return lines[-15:]

"""Folds the emulator's ledger, one line an action, into what there is now and how real it is."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local.reporting.stack_events import BOOTSTRAP_STACK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEVELS = ("emulated", "run", "recorded")


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A resource that exists in the local AWS.

    Parameters
    ----------
    stack
        Its stack's name.
    logical_id
        Its name in the template.
    type
        Its CloudFormation type.
    physical_id
        Its identifier.
    how
        `emulated` (an API answers for it), `run` (a process really works) or `recorded` (neither).
    """

    stack: str
    logical_id: str
    type: str
    physical_id: str
    how: str


def read_resources(path: Path) -> list[Resource]:
    """Return what exists now, the CDK's own bootstrap left out.

    Parameters
    ----------
    path
        The ledger; where it is missing nothing exists.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return fold(lines)


def fold(lines: Iterable[str]) -> list[Resource]:
    """Fold the actions: the last one on a resource counts.

    Parameters
    ----------
    lines
        The ledger's lines, the oldest first.
    """
    found: dict[tuple[str, str], Resource] = {}
    for line in lines:
        try:
            action = json.loads(line)
        except ValueError:  # the last line, when the emulator was killed while it wrote
            continue
        key = action["stack"], action["logical_id"]
        if action["stack"] == BOOTSTRAP_STACK:
            continue
        if action["action"] != "delete":
            found[key] = Resource(
                stack=action["stack"],
                logical_id=action["logical_id"],
                type=action["type"],
                physical_id=str(action["physical_id"]),
                how=action["how"],
            )
        elif key in found and found[key].physical_id == str(action["physical_id"]):
            del found[key]  # a replacement deletes the old resource after it made the new one
    return list(found.values())


def counts(resources: Iterable[Resource]) -> dict[str, Counter[str]]:
    """Count by type, then by how real.

    Parameters
    ----------
    resources
        What exists.
    """
    found: dict[str, Counter[str]] = {}
    for resource in resources:
        found.setdefault(resource.type, Counter())[resource.how] += 1
    return dict(sorted(found.items()))

"""Writes what happened to each resource, one JSON line an action, for whoever reads along."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Journal:
    """The file of actions.

    Parameters
    ----------
    path
        Where it lies; without one nothing is written.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    def write(
        self, *, stack: str, logical_id: str, kind: str, physical_id: str, action: str, how: str
    ) -> None:
        """Append one action, so that it is on the disk when this returns.

        Parameters
        ----------
        stack
            The stack's name.
        logical_id
            The resource's name in the template.
        kind
            Its CloudFormation type.
        physical_id
            Its identifier.
        action
            ``create``, ``update`` or ``delete``.
        how
            ``emulated``, ``run`` or ``recorded``.
        """
        if self._path is None:
            return
        line = {
            "stack": stack,
            "logical_id": logical_id,
            "type": kind,
            "physical_id": physical_id,
            "action": action,
            "how": how,
        }
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

"""What happened to a cluster's objects, for those who watch."""

from __future__ import annotations

import threading
import time
from copy import deepcopy
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """What happened to one object.

    Parameters
    ----------
    revision
        Its number among all changes.
    what
        ``ADDED``, ``MODIFIED`` or ``DELETED``.
    each
        The object, as it was then.
    """

    revision: int
    what: str
    each: dict[str, Any]


class Changes:
    """Every change since the cluster was made, and a way to wait for the next one."""

    def __init__(self) -> None:
        self._all: list[Change] = []
        self._news = threading.Condition()

    @property
    def revision(self) -> int:
        """The number of the last change."""
        return len(self._all)

    def add(self, what: str, each: dict[str, Any]) -> None:
        """Note a change; the object has its number from then on."""
        with self._news:
            revision = len(self._all) + 1
            each["metadata"]["resourceVersion"] = str(revision)
            self._all.append(Change(revision, what, deepcopy(each)))
            self._news.notify_all()

    def since(self, revision: int, until: float) -> list[Change]:
        """Return what happened after a change; wait for it, though no longer than a moment of the clock.

        Parameters
        ----------
        revision
            The number of the change.
        until
            The moment, of ``time.monotonic``.
        """
        with self._news:
            self._news.wait_for(lambda: len(self._all) > revision, max(0, until - time.monotonic()))
            return self._all[revision:]

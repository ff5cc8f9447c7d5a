"""One command at a time changes a local AWS."""

from __future__ import annotations

import contextlib
import fcntl
from typing import TYPE_CHECKING

from local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.paths import State


@contextlib.contextmanager
def exclusive(state: State) -> Iterator[None]:
    """Hold the state folder; refuse when another command does.

    Parameters
    ----------
    state
        The state folder, prepared.
    """
    with state.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"Another command works on {state.directory}: wait for its end, or use another --state."
            raise LocalError(message) from None
        yield

"""Ends every process of a session, which is how nothing is left behind."""

from __future__ import annotations

import contextlib
import os
import time

import psutil

_POLL_SECONDS = 0.05
_SAME_START_SECONDS = 2.0


def start_time(pid: int) -> float | None:
    """Return when a process started, or None when there is none."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.Error:
        return None


def is_same(pid: int, started: float) -> bool:
    """Say whether the process is the one recorded, and not another that got its number later."""
    now = start_time(pid)
    return now is not None and abs(now - started) < _SAME_START_SECONDS


def members(session: int) -> list[psutil.Process]:
    """Return the session's processes that still live.

    Parameters
    ----------
    session
        The session's id, which is its first process's id. The system gives that number to no other
        process while the session has a member, so old records cannot hit strangers.
    """
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(ProcessLookupError, PermissionError, psutil.Error):
            if os.getsid(process.pid) == session and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def end(session: int, *, grace_seconds: float = 8.0) -> None:
    """End every member of a session but the caller: politely first, then at once.

    Parameters
    ----------
    session
        The session's id.
    grace_seconds
        How long the members may take to end by themselves.
    """
    deadline = time.monotonic() + grace_seconds
    for process in _others(session):
        with contextlib.suppress(psutil.Error):
            process.terminate()
    while others := _others(session):
        if time.monotonic() > deadline:
            for process in others:
                with contextlib.suppress(psutil.Error):
                    process.kill()
        time.sleep(_POLL_SECONDS)


def _others(session: int) -> list[psutil.Process]:
    return [process for process in members(session) if process.pid != os.getpid()]

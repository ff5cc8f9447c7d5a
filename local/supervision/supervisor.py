"""Keeps the emulator and the services: one session, ended as one.

Started by `LocalAws.start` with a pipe as standard input. Until the owner says "keep" the session ends
when the pipe closes, so an aborted deployment leaves nothing behind, however it was aborted.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from local.paths import State
from local.services.engine import answers, remove_containers
from local.supervision import sessions
from local.supervision.owner import Owner
from local.supervision.programs import Program, Running, read_programs, write_json, write_running

if TYPE_CHECKING:
    from types import FrameType

_POLL_SECONDS = 0.2
_GRACE_SECONDS = 5.0


class Supervisor:
    """Starts what `programs.json` names, and ends what it no longer does.

    Parameters
    ----------
    state
        The state folder.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._children: dict[str, tuple[Program, subprocess.Popen[bytes]]] = {}
        self._written: list[Running] | None = None
        self._is_told_to_end = False

    def run(self, owner: Owner) -> int:
        """Supervise until the owner is gone, somebody says so or the emulator ends.

        Parameters
        ----------
        owner
            The command that started this.

        Returns
        -------
        int
            0 when it was told to end, 1 when the emulator ended by itself.
        """
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        emulator = self._reconcile()
        try:
            while not owner.is_gone and not self._is_told_to_end and emulator.poll() is None:
                owner.wait(_POLL_SECONDS)
                self._reconcile()
            return 0 if emulator.poll() is None else 1
        finally:
            self._state.supervisor.unlink(missing_ok=True)
            self._state.running.unlink(missing_ok=True)
            for _, child in self._children.values():
                child.poll()
            sessions.end(os.getsid(0))
            self._remove_containers()

    def _remove_containers(self) -> None:
        """Remove what a killed emulator left to the engine, or was starting when it ended."""
        environment = read_programs(self._state.programs)[0].environment
        host, port = environment.get("DOCKER_HOST", ""), environment.get("GATEWAY_PORT", "")
        if answers(host):
            remove_containers(host, int(port))

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self._is_told_to_end = True

    def _reconcile(self) -> subprocess.Popen[bytes]:
        wanted = {program.name: program for program in read_programs(self._state.programs)}
        for name, (program, child) in list(self._children.items()):
            if wanted.get(name) != program:
                _stop(child)
                del self._children[name]
        for name, program in wanted.items():
            if name not in self._children:
                self._children[name] = (program, _start(program))
        now = [Running(program=p, pid=c.pid, exit_code=c.poll()) for p, c in self._children.values()]
        if now != self._written:
            write_running(self._state.running, now)
            self._written = now
        return next(iter(self._children.values()))[1]


def _start(program: Program) -> subprocess.Popen[bytes]:
    with Path(program.log).open("wb") as log:
        return subprocess.Popen(  # noqa: S603
            program.command, cwd=program.directory, env={**os.environ, **program.environment},
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def main(arguments: list[str]) -> int:
    """Supervise the state folder named in the arguments, on the port named there.

    Parameters
    ----------
    arguments
        The state folder and the port.
    """
    state = State(Path(arguments[0]))
    record = {"pid": os.getpid(), "started": sessions.start_time(os.getpid()), "port": int(arguments[1])}
    write_json(state.supervisor, record)
    return Supervisor(state).run(Owner())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The local AWS as one thing: start it, see whether it lives, let it go on, stop it."""

from __future__ import annotations

import contextlib
import http.client
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from local import ports
from local.emulator_program import emulator_program
from local.environment import LOOPBACK, base_environment
from local.errors import LocalError, tail
from local.paths import ROOT, State
from local.supervision import sessions
from local.supervision.owner import KEEP
from local.supervision.programs import read_json, write_programs

if TYPE_CHECKING:
    from local.services.engine import Engine

DEFAULT_PORT = 4566
_READY_TIMEOUT_SECONDS = 60.0
_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Record:
    """Who supervises the local AWS.

    Parameters
    ----------
    pid
        The supervisor's process id, which is also its session's.
    started
        When it started, so that a recycled id is never taken for it.
    port
        The emulator's port.
    """

    pid: int
    started: float
    port: int


class LocalAws:
    """The local AWS of one state folder.

    Parameters
    ----------
    state
        The state folder.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self._supervisor: subprocess.Popen[bytes] | None = None

    def record(self) -> Record | None:
        """Return who supervises it, or None when it does not run."""
        content = read_json(self.state.supervisor)
        record = Record(**content) if content else None
        return record if record and sessions.is_same(record.pid, record.started) else None

    def start(self, port: int, engine: Engine | None) -> None:
        """Start it; until `keep` it ends with this process.

        Parameters
        ----------
        port
            Where it shall listen.
        engine
            The container engine that runs tasks, if there is one.
        """
        ports.require_free(port)
        self.state.clear()
        self.state.prepare()
        write_programs(self.state.programs, [emulator_program(self.state, port, engine)])
        command = [sys.executable, "-m", "local.supervision.supervisor", str(self.state.directory), str(port)]
        with self.state.log("supervisor").open("wb") as log:
            self._supervisor = subprocess.Popen(  # noqa: S603
                command, cwd=ROOT, env=base_environment(), stdin=subprocess.PIPE, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def wait_until_ready(self, port: int) -> None:
        """Wait until it answers.

        Parameters
        ----------
        port
            Where it listens.
        """
        deadline = time.monotonic() + _READY_TIMEOUT_SECONDS
        while not is_healthy(port):
            self.require_alive()
            if time.monotonic() > deadline:
                log = self.state.log("emulator")
                message = (
                    f"The local AWS did not answer on port {port} within {_READY_TIMEOUT_SECONDS:.0f} s."
                )
                raise LocalError(message, details=tail(log), log=log)
            time.sleep(_POLL_SECONDS)

    def require_alive(self) -> None:
        """Raise when it ended in the middle of what is going on."""
        ours = self._supervisor
        if (ours.poll() is not None) if ours else (self.record() is None):
            log = self.state.log("emulator")
            message = "The local AWS ended unexpectedly; everything that belonged to it was ended too."
            raise LocalError(message, details=[*tail(self.state.log("supervisor")), *tail(log)], log=log)

    def keep(self) -> None:
        """Let it live on after this process."""
        if self._supervisor:
            stream = _stdin(self._supervisor)
            stream.write(KEEP)
            stream.flush()
            self._supervisor.returncode = 0  # it outlives this process on purpose: no ResourceWarning for it

    def abandon(self) -> bool:
        """End it if this process started it and did not keep it; say whether that was so."""
        if not self._supervisor or self._supervisor.returncode is not None:
            return False
        with contextlib.suppress(BrokenPipeError):
            _stdin(self._supervisor).close()
        self._supervisor.wait()
        return True

    def stop(self) -> bool:
        """End it, whoever started it, and what a killed supervisor left behind; say whether it ran."""
        content = read_json(self.state.supervisor)
        if not content:
            return False
        record = Record(**content)
        leader_started = sessions.start_time(record.pid)
        if leader_started is not None and not sessions.is_same(record.pid, record.started):
            return False
        ran = bool(sessions.members(record.pid))
        sessions.end(record.pid, grace_seconds=15.0)
        return ran


def _stdin(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdin is None:
        message = "started without a pipe"
        raise ValueError(message)
    return process.stdin


def is_healthy(port: int) -> bool:
    """Say whether the local AWS answers.

    Parameters
    ----------
    port
        Where it listens.
    """
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()

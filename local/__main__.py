"""`python -m local <command>`: the local AWS from the command line."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from rich.console import Console

from local import settings as settings_module
from local.deploy import Deployment
from local.down import down, stop
from local.environment import forget_real_aws
from local.errors import InterruptedDeploymentError, LocalError
from local.rehearsal import Rehearsal
from local.status import diff, status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from local.settings import Settings

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit code.

    Parameters
    ----------
    arguments
        The arguments after the program's name.
    """
    settings = settings_module.parse(arguments)
    forget_real_aws()
    for number in _SIGNALS:
        signal.signal(number, _interrupt)
    try:
        _run(settings, Console(highlight=False, emoji=False))
    except InterruptedDeploymentError as error:
        _complain("Interrupted: what this command had started was ended.")
        return error.exit_code
    except LocalError as error:
        for line in error.details:
            _complain(line)
        _complain(error.sentence)
        if error.log:
            _complain(f"The whole log: {error.log}")
        return 1
    return 0


def _run(settings: Settings, console: Console) -> None:
    match settings.command:
        case "deploy":
            Deployment(settings, console).run()
        case "start":
            Deployment(settings, console).start_only()
        case "down":
            down(settings, console)
        case "stop":
            stop(settings, console)
        case "rehearse":
            Rehearsal(settings, console).run()
        case "status":
            status(settings, console)
        case _:
            diff(settings, console)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    for each in _SIGNALS:  # a second Ctrl-C must not stop the cleaning up
        signal.signal(each, signal.SIG_IGN)
    raise InterruptedDeploymentError(number)


def _complain(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What a person can choose, read from the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from local.paths import DEFAULT_REHEARSAL, DEFAULT_STATE, State

if TYPE_CHECKING:
    from collections.abc import Sequence

_PORTS = range(1, 65536)
COMMANDS = {
    "deploy": "start the local AWS if need be, deploy every stack, start the services",
    "down": "destroy what was deployed, stop the local AWS",
    "status": "say what runs, and how real it is",
    "start": "start the local AWS, empty",
    "stop": "stop the local AWS at once; all that was in it is gone",
    "diff": "compare this checkout with what is deployed",
    "rehearse": "run the pipeline's own commands in a clean clone",
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One command with its options.

    Parameters
    ----------
    command
        What to do.
    state
        The state folder.
    port
        The port asked for; None for the one it runs on, else the default.
    app
        The app's command; None for cdk.json's.
    engine
        `auto`, `none` or a container engine's address.
    timeout_seconds
        How long any one step may take.
    skip
        Names of the pipeline's actions that are not rehearsed.
    """

    command: str
    state: State
    port: int | None = None
    app: str | None = None
    engine: str = "auto"
    timeout_seconds: float = 600.0
    skip: tuple[str, ...] = ()


def parse(arguments: Sequence[str]) -> Settings:
    """Read the command line; a wrong one ends the program with a usage message.

    Parameters
    ----------
    arguments
        The arguments after the program's name.
    """
    parser = argparse.ArgumentParser(prog="python -m local", description="The local AWS of this checkout.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".")
        _add_options(command, DEFAULT_REHEARSAL if name == "rehearse" else DEFAULT_STATE)
        if name == "rehearse":
            command.add_argument(
                "--skip",
                action="append",
                default=[],
                metavar="ACTION",
                help="an action that is not rehearsed",
            )
    values = vars(parser.parse_args(arguments))
    skip = tuple(values.pop("skip", ()))
    return Settings(**{**values, "state": State(values["state"].resolve()), "skip": skip})


def _add_options(parser: argparse.ArgumentParser, state: Path) -> None:
    parser.add_argument("--state", type=Path, default=state, metavar="FOLDER", help="the state folder")
    parser.add_argument("--port", type=_port, help="the local AWS's port (default: 4566)")
    parser.add_argument("--app", help="the CDK app's command (default: cdk.json's)")
    parser.add_argument(
        "--engine", default="auto", help="container engine: auto, none or its address (default: auto)"
    )
    parser.add_argument(
        "--timeout-seconds", type=float, default=600.0, help="how long one step may take (default: 600)"
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) not in _PORTS:
        message = f"a port is a number from 1 to 65535, not {text!r}"
        raise argparse.ArgumentTypeError(message)
    return int(text)

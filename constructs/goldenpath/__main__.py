"""The library's commands: `python -m goldenpath <command>`."""

import sys
from collections.abc import Mapping
from importlib import import_module

# Each module has `run(arguments)`; only the one that is named is loaded.
_COMMANDS: Mapping[str, str] = {
    "audit": "goldenpath.delivery.audit.command",
    "bootstrap-commands": "goldenpath.delivery.bootstrap.command",
    "evidence": "goldenpath.delivery.evidence.command",
    "gate": "goldenpath.delivery.gate.command",
    "images": "goldenpath.delivery.images.command",
    "objectives": "goldenpath.observability.slo.command",
    "publish": "goldenpath.delivery.publication.command",
    "runbook": "goldenpath.observability.runbook.command",
    "simulate": "goldenpath.delivery.simulation.command",
}
_USAGE = f"usage: python -m goldenpath <{' | '.join(_COMMANDS)}> [--help]"


def main() -> None:
    """Run the command that is named first."""
    match sys.argv[1:]:
        case [command, *arguments] if command in _COMMANDS:
            import_module(_COMMANDS[command]).run(arguments)
        case ["-h" | "--help"]:
            print(_USAGE)
        case _:
            sys.exit(_USAGE)


if __name__ == "__main__":
    main()

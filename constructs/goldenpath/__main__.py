"""The library's commands: `python -m goldenpath simulate`."""

import sys

from goldenpath.delivery.simulation import command

_USAGE = "usage: python -m goldenpath simulate [--help]"


def main() -> None:
    """Run the command that is named first."""
    match sys.argv[1:]:
        case ["simulate", *arguments]:
            command.run(arguments)
        case ["-h" | "--help"]:
            print(_USAGE)
        case _:
            sys.exit(_USAGE)


if __name__ == "__main__":
    main()

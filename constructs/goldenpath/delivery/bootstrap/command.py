"""`python -m goldenpath bootstrap-commands`: how accounts are prepared for the pipeline."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from goldenpath.delivery.bootstrap.commands import (
    BOUNDARY_FILE,
    Place,
    bootstrap_commands,
    boundary_document,
)
from goldenpath.delivery.command_error import CommandError

_PIPELINE = "tooling"
_NO_ACCOUNT = "000000000000"  # the local AWS's
_DIGITS = 12


def run(arguments: Sequence[str]) -> None:
    """Print the commands, or the boundary that they name.

    Raises
    ------
    SystemExit
        With a sentence, if the environments cannot be read.
    """
    options = _parser().parse_args(arguments)
    if options.boundary:
        print(boundary_document(), end="")
        return
    try:
        places = _read(options.file)
    except CommandError as error:
        sys.exit(str(error))
    pipeline = places.pop(_PIPELINE)
    print(f"python -m goldenpath bootstrap-commands --boundary > {BOUNDARY_FILE}")
    for line in bootstrap_commands(places, pipeline):
        print(line)


def _read(path: Path) -> dict[str, Place]:
    try:
        environments = json.loads(path.read_text(encoding="utf-8"))["context"]["environments"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = error.strerror if isinstance(error, OSError) else f"no context.environments in it ({error})"
        raise CommandError(f"{path}: {what}") from None
    wrong = list(_problems(environments))
    if wrong:
        raise CommandError("\n".join([f"{path} cannot be used:", *(f"  {problem}" for problem in wrong)]))
    return {
        name: Place(account=values["account"], region=values["region"])
        for name, values in environments.items()
        if values["account"] != _NO_ACCOUNT
    }


def _problems(environments: Mapping[str, Any]) -> list[str]:
    wrong = [
        f"environments.{name} should have an account of 12 digits and a region"
        for name, values in environments.items()
        if not (isinstance(values, dict) and _is_place(values))
    ]
    if _PIPELINE not in environments:
        wrong.append(f"environments.{_PIPELINE} is missing: the account and region of the pipeline")
    return wrong


def _is_place(values: Mapping[str, Any]) -> bool:
    account, region = values.get("account"), values.get("region")
    return isinstance(account, str) and account.isdecimal() and len(account) == _DIGITS and bool(region)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m goldenpath bootstrap-commands")
    parser.add_argument(
        "file", nargs="?", type=Path, default=Path("cdk.json"),
        help="where context.environments is (default: cdk.json)",
    )  # fmt: skip
    parser.add_argument("--boundary", action="store_true", help="print the permissions boundary instead")
    return parser

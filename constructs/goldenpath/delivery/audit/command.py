"""`python -m goldenpath audit`: look for holes in dependencies, dangerous code and secrets."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from goldenpath.delivery.audit.code import audit_code, audit_secrets
from goldenpath.delivery.audit.dependencies import audit_requirements
from goldenpath.delivery.audit.files import project_files
from goldenpath.delivery.audit.result import Result, write_junit
from goldenpath.delivery.command_error import CommandError


def run(arguments: Sequence[str]) -> None:
    """Look for everything, say what was found, and write it down.

    Raises
    ------
    SystemExit
        With 1, if anything is wrong or could not be looked at.
    """
    options = _parser().parse_args(arguments)
    try:
        found = _audit(options)
    except CommandError as error:
        sys.exit(str(error))
    for suite, results in found.items():
        write_junit(options.report / f"{suite}.xml", suite, results)
        for result in results:
            _say(suite, result)
    if options.offline:
        print("dependencies: NOT looked at, as --offline asks")
    if any(result.problems for results in found.values() for result in results):
        sys.exit("The audit found what should be mended.")


def _audit(options: argparse.Namespace) -> dict[str, list[Result]]:
    found = {"code": audit_code(), "secrets": audit_secrets(project_files(options.exclude))}
    if not options.offline:
        files = [path for path in project_files(None) if path.name == "requirements.txt"]
        found["dependencies"] = [audit_requirements(path) for path in files]
    return found


def _say(suite: str, result: Result) -> None:
    print(f"{suite}: {result.name}: {'nothing found' if not result.problems else ''}".rstrip(": "))
    for problem in result.problems:
        print(f"  {problem}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m goldenpath audit")
    parser.add_argument("--report", required=True, type=Path, help="the folder for results, as JUnit's XML")
    parser.add_argument("--exclude", help="a regular expression of paths not to look for secrets in")
    parser.add_argument("--offline", action="store_true", help="leave out dependencies, and say so")
    return parser

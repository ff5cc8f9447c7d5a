"""Dangerous code and secrets."""

import json
from collections.abc import Sequence
from pathlib import Path

from goldenpath.delivery.audit.result import Result
from goldenpath.delivery.programs import read

_FOUND = 1
_RULES = "S"
"""Ruff's rules on security, which are those of Bandit."""


def audit_code() -> list[Result]:
    """Look for dangerous code, as the project's settings of Ruff have it.

    References
    ----------
    https://docs.astral.sh/ruff/rules/#flake8-bandit-s
    """
    found = json.loads(
        read("ruff", "check", "--select", _RULES, "--output-format", "json", ".", allowed=(0, _FOUND))
    )
    problems = tuple(
        f"{_relative(each['filename'])}:{each['location']['row']}: {each['code']} {each['message']}"
        for each in found
    )
    return [Result(name="dangerous code", problems=problems)]


def audit_secrets(files: Sequence[Path]) -> list[Result]:
    """Look for secrets; a line that only looks like one says ``pragma: allowlist secret``.

    Parameters
    ----------
    files
        Where to look.
    """
    if not files:
        return [Result(name="secrets", problems=("there are no files to look at",))]
    found = json.loads(read("detect-secrets-hook", "--json", *map(str, files), allowed=(0, _FOUND)) or "{}")
    problems = tuple(
        f"{name}:{each['line_number']}: {each['type']}"
        for name, lines in found.get("results", {}).items()
        for each in lines
    )
    return [Result(name=f"secrets in {len(files)} files", problems=problems)]


def _relative(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else filename

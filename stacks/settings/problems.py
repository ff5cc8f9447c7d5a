"""What can be wrong with settings, and how it is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

_LONGEST_VALUE = 80
MISSING: Final = object()
"""Stands for a value that is not there, which ``None`` cannot: JSON has ``null``."""

HIDDEN: Final = object()
"""Stands for a value that may be a secret, put in by mistake."""


@dataclass(frozen=True)
class Problem:
    """One value that is not allowed.

    Parameters
    ----------
    path
        Where it stands, such as ``environments.prod.account``.
    given
        The value, or ``MISSING``, or ``HIDDEN``.
    allowed
        What would be allowed there.
    """

    path: str
    given: Any
    allowed: str

    def __str__(self) -> str:
        return f"{self.path}: {_shown(self.given)}; should be {self.allowed}"


class SettingsError(ValueError):
    """The settings cannot be used; ``problems`` holds everything that is wrong with them.

    Examples
    --------
    >>> print(SettingsError([Problem("environments.dev.nat", "both", "one of none, single, per-az")]))
    1 problem in the settings (cdk.json, key "context"):
      environments.dev.nat: "both"; should be one of none, single, per-az
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        lines = (f"  {problem}" for problem in self.problems)
        super().__init__("\n".join([f'{count} in the settings (cdk.json, key "context"):', *lines]))


def _shown(given: Any) -> str:
    if given is MISSING:
        return "missing"
    if given is HIDDEN:
        return "not shown, as it may be a secret"
    text = json.dumps(given, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"

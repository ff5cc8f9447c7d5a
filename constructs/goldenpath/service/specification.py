"""What all descriptions share: they are frozen, keyword-only, and say everything wrong with them at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One value that is not allowed.

    Parameters
    ----------
    path
        Where it stands, such as ``health.interval_seconds``.
    message
        What is allowed, and what was given.
    """

    path: str
    message: str


class SpecificationError(ValueError):
    """A description holds values that are not allowed.

    Parameters
    ----------
    title
        What is described.
    findings
        Everything that is wrong with it.

    Examples
    --------
    >>> from goldenpath import Scaling, SpecificationError
    >>> try:
    ...     Scaling(minimum=0, target_cpu_percent=100)
    ... except SpecificationError as error:
    ...     print(error)
    Scaling is not valid:
      minimum: should be greater than or equal to 1, not 0
      target_cpu_percent: should be less than or equal to 90, not 100
    """

    def __init__(self, title: str, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        lines = (f"  {finding.path}: {finding.message}" for finding in findings)
        super().__init__("\n".join([f"{title} is not valid:", *lines]))


class Specification(BaseModel):
    """Base of every description: plain, frozen data that is checked when it is made.

    Raises
    ------
    SpecificationError
        If any value is not allowed. The message names all of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, validate_default=True)

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise SpecificationError(type(self).__name__, list(_findings(error))) from None


def matching(pattern: str, allowed: str) -> AfterValidator:
    """Make a check of text by a pattern, which says in words what is allowed."""
    expression = re.compile(pattern)

    def check(text: str) -> str:
        if expression.fullmatch(text) is None:
            raise ValueError(f"should be {allowed}")
        return text

    return AfterValidator(check)


def _findings(error: ValidationError) -> Iterator[Finding]:
    for detail in error.errors():
        path = ".".join(str(part) for part in detail["loc"])
        inner = detail.get("ctx", {}).get("error")
        if isinstance(inner, SpecificationError):
            yield from (Finding(path=f"{path}.{each.path}", message=each.message) for each in inner.findings)
        else:
            yield Finding(path=path, message=_sentence(detail))


def _sentence(detail: ErrorDetails) -> str:
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not known"
    allowed = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    given = detail["input"]
    return f"{allowed}, not {given if isinstance(given, timedelta) else repr(given)}"

"""What all descriptions share: they are frozen, keyword-only, and say everything wrong with them at once."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError


class SpecificationError(ValueError):
    """A description holds values that cannot be; the message lists each with its path and what is allowed."""

    @classmethod
    def from_validation(cls, title: str, error: ValidationError) -> "SpecificationError":
        """Word pydantic's findings as one readable list."""
        return cls("\n".join([f"{title} is not valid:", *(_sentence(finding) for finding in error.errors())]))


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
            raise SpecificationError.from_validation(type(self).__name__, error) from None


def _sentence(finding: Any) -> str:
    path = ".".join(str(part) for part in finding["loc"]) or "value"
    message = finding["msg"].removeprefix("Value error, ")
    given = "" if finding["type"] == "missing" else f", not {finding['input']!r}"
    return f"  {path}: {message}{given}"

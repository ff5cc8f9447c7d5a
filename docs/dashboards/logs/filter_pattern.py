"""Patterns of metric filters, as SQL.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

from docs.dashboards.logs.errors import UnknownQueryError
from docs.dashboards.logs.words import condition, content_field, words


def pattern_condition(pattern: str) -> str:
    """Give the condition of a pattern for lines of JSON.

    Parameters
    ----------
    pattern
        The pattern, such as ``{ $.status >= 500 }``.

    Raises
    ------
    UnknownQueryError
        If it is another kind of pattern.
    """
    stripped = pattern.strip()
    if not (stripped.startswith("{") and stripped.endswith("}")):
        raise UnknownQueryError(f"A pattern should be for lines of JSON, in braces, not {pattern!r}")
    return condition(words(stripped[1:-1]), _field)


def _field(selector: str) -> str:
    if not selector.startswith("$."):
        raise UnknownQueryError(f"{selector!r} in a pattern should be a field, such as $.status")
    return content_field(selector.removeprefix("$."))

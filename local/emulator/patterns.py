"""Matches the schemas' patterns, which use classes that the standard library's ``re`` does not know."""

from __future__ import annotations

from functools import cache

import regex  # type: ignore[import-untyped]  # it ships no types


def matches(pattern: str, text: str) -> bool:
    """Say whether a pattern is found in a text.

    Parameters
    ----------
    pattern
        A schema's pattern.
    text
        A property's value or name.
    """
    compiled = _compiled(pattern)
    return compiled is None or compiled.search(text) is not None


@cache
def _compiled(pattern: str) -> regex.Pattern[str] | None:
    try:
        return regex.compile(pattern)
    except regex.error:  # one that only Java or JavaScript reads: AWS checks it, we cannot
        return None

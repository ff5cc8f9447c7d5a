"""The words of queries and patterns, and conditions made of them, as SQL.

A condition of Logs Insights and one of a metric filter's pattern differ in little but how fields are named
and how conditions are joined.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from docs.dashboards.logs.errors import UnknownQueryError

_WORDS = re.compile(
    r"""\s*(?:
    (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<number>-?\d+(?:\.\d+)?)
    |(?P<sign>&&|\|\||!=|<=|>=|[=<>()\[\],|*])
    |(?P<name>[@$A-Za-z_][\w.$@]*)
    )""",
    re.VERBOSE,
)
_LOGIC: Mapping[str, str] = {"and": "AND", "or": "OR", "not": "NOT", "in": "IN", "&&": "AND", "||": "OR"}
_AS_THEY_ARE = frozenset({"=", "!=", "<", "<=", ">", ">=", "(", ")", ","})
_BRACKETS: Mapping[str, str] = {"[": "(", "]": ")"}


class Word(NamedTuple):
    """A word.

    Parameters
    ----------
    kind
        ``string``, ``number``, ``sign`` or ``name``.
    text
        As it is written; a string without its quotation marks.
    """

    kind: str
    text: str


def words(text: str) -> list[Word]:
    """Take a query or a pattern apart.

    Parameters
    ----------
    text
        What is taken apart.

    Raises
    ------
    UnknownQueryError
        If it holds what is no word.
    """
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _WORDS.match(text, at)
        if found is None or found.lastgroup is None:
            raise UnknownQueryError(f"There is something unknown at {text[at:].strip()!r}, in {text!r}")
        kind, word = found.lastgroup, found[found.lastgroup]
        yield Word(kind, re.sub(r"\\(.)", r"\1", word[1:-1]) if kind == "string" else word)
        at = found.end()


def condition(given: list[Word], field: Callable[[str], str]) -> str:
    """Write a condition as SQL.

    Parameters
    ----------
    given
        Its words.
    field
        Gives the SQL of a field.
    """
    return " ".join(_translated(word, field) for word in given)


def _translated(word: Word, field: Callable[[str], str]) -> str:
    match word:
        case Word("string", text):
            return quoted(text)
        case Word("number", text):
            return text
        case Word(_, text) if text.lower() in _LOGIC:
            return _LOGIC[text.lower()]
        case Word("name", text):
            return field(text)
        case Word(_, text) if text in _BRACKETS:
            return _BRACKETS[text]
        case Word(_, text) if text in _AS_THEY_ARE:
            return text
    raise UnknownQueryError(f"{word.text!r} is not known in a condition")


def quoted(text: str) -> str:
    """Write a text as SQL.

    Examples
    --------
    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def content_field(path: str) -> str:
    """Give the SQL of a field of a line's JSON object.

    Parameters
    ----------
    path
        Its name; dots lead into objects.
    """
    names = "".join(f'."{name}"' for name in path.split("."))
    return f"json_extract(content, {quoted('$' + names)})"

"""Queries of CloudWatch Logs Insights, as SQL.

What is known: ``fields``, ``filter``, ``stats`` with ``by``, ``sort`` and ``limit``, and the function
``fromMillis``. All else is refused.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from docs.dashboards.logs.errors import UnknownQueryError
from docs.dashboards.logs.words import Word, condition, content_field, words

_SOURCE = re.compile(r"SOURCE\s+((?:'[^']*'\s*,?\s*)+)$")
_GROUP = re.compile(r"'([^']*)'")
_FUNCTIONS: Mapping[str, str] = {name: name.upper() for name in ("count", "sum", "avg", "min", "max")}
_OWN: Mapping[str, str] = {"@timestamp": "milliseconds", "@message": "message"}
_MOST_ROWS = 10_000
_LINES = "lines"
_AS, _BY = Word("name", "as"), Word("name", "by")
_COMMA, _PIPE = Word("sign", ","), Word("sign", "|")


class Answer(NamedTuple):
    """What a query finds.

    Parameters
    ----------
    columns
        Their names.
    rows
        The rows, with a value for each column.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True)
class _Query:
    source: str = _LINES
    columns: Mapping[str, str] = field(default_factory=dict)
    shown: Sequence[str] = ()
    order: str = ""
    limit: int = _MOST_ROWS
    is_grouped: bool = False

    def expression(self, name: str) -> str:
        if name in self.columns:
            return self.columns[name]
        if self.is_grouped:
            raise UnknownQueryError(f"{name!r} should be one of what stats gives: {', '.join(self.columns)}")
        return _OWN.get(name) or content_field(name)


def log_groups(query: str) -> tuple[list[str], str]:
    """Take a widget's query apart: the log groups that it names, and the rest.

    Parameters
    ----------
    query
        The query, which begins with ``SOURCE``.

    Raises
    ------
    UnknownQueryError
        If it does not.
    """
    source, _, rest = query.partition("|")
    found = _SOURCE.match(source.strip())
    if found is None:
        raise UnknownQueryError(f"A widget's query should begin with SOURCE and log groups, not {source!r}")
    return _GROUP.findall(found[1]), rest


def as_sql(query: str) -> tuple[str, list[str]]:
    """Write a query as SQL, on a table ``lines``; give it with the names of its columns.

    Parameters
    ----------
    query
        The query's commands.

    Raises
    ------
    UnknownQueryError
        If it holds something that is not known here.
    """
    asked = _Query()
    for command in _split(words(query), _PIPE):
        asked = _with(asked, command)
    columns = asked.columns or _OWN
    shown = list(asked.shown or columns)
    selected = ", ".join(f"{columns[name]} AS {_identifier(name)}" for name in shown)
    order = asked.order or ("" if asked.is_grouped else "milliseconds DESC")
    ordered = f" ORDER BY {order}" if order else ""
    return f"SELECT {selected} FROM {asked.source}{ordered} LIMIT {asked.limit}", shown  # noqa: S608 - of known words


def _with(asked: _Query, command: list[Word]) -> _Query:
    commands: Mapping[str, Callable[[_Query, list[Word]], _Query]] = {
        "fields": _fields,
        "filter": _filter,
        "stats": _stats,
        "sort": _sort,
        "limit": _limit,
    }
    name, *rest = command
    if name.text not in commands:
        raise UnknownQueryError(f"{name.text!r} should be one of {', '.join(commands)}")
    return commands[name.text](asked, rest)


def _fields(asked: _Query, given: list[Word]) -> _Query:
    named = [_named(each) for each in _split(given, _COMMA)]
    columns = {alias: _value(asked, value) for value, alias in named}
    return replace(asked, columns={**asked.columns, **columns}, shown=[*asked.shown, *columns])


def _value(asked: _Query, given: list[Word]) -> str:
    match given:
        case [Word("name", "fromMillis"), Word("sign", "("), of, Word("sign", ")")]:
            return f"strftime('%Y-%m-%d %H:%M:%f', {asked.expression(of.text)} / 1000.0, 'unixepoch')"
    return asked.expression(_single(given).text)


def _filter(asked: _Query, given: list[Word]) -> _Query:
    source = f"(SELECT * FROM {asked.source} WHERE {condition(given, asked.expression)})"  # noqa: S608
    return replace(asked, source=source)


def _stats(asked: _Query, given: list[Word]) -> _Query:
    parts = _split(given, _BY)
    aggregated = {alias: _aggregate(asked, value) for value, alias in map(_named, _split(parts[0], _COMMA))}
    by = [_named(each) for each in _split(parts[1], _COMMA)] if len(parts) > 1 else []
    groups = {alias: asked.expression(_single(value).text) for value, alias in by}
    selected = ", ".join(
        f"{value} AS {_identifier(name)}" for name, value in {**groups, **aggregated}.items()
    )
    grouped = f" GROUP BY {', '.join(groups.values())}" if groups else ""
    return _Query(
        source=f"(SELECT {selected} FROM {asked.source}{grouped})",  # noqa: S608
        columns={name: _identifier(name) for name in (*groups, *aggregated)},
        is_grouped=True,
    )


def _aggregate(asked: _Query, given: list[Word]) -> str:
    match given:
        case [Word("name", name), Word("sign", "("), of, Word("sign", ")")] if name in _FUNCTIONS:
            value = "*" if of.text == "*" else asked.expression(of.text)
            return f"{_FUNCTIONS[name]}({value})"
    written = " ".join(word.text for word in given)
    raise UnknownQueryError(f"{written!r} should be one of {', '.join(_FUNCTIONS)} of one field")


def _sort(asked: _Query, given: list[Word]) -> _Query:
    name, *direction = given
    order = direction[0].text.upper() if direction else "DESC"
    if order not in {"ASC", "DESC"}:
        raise UnknownQueryError(f"sort should end with asc or desc, not {order!r}")
    return replace(asked, order=f"{asked.expression(name.text)} {order}")


def _limit(asked: _Query, given: list[Word]) -> _Query:
    return replace(asked, limit=int(_single(given).text))


def _named(given: list[Word]) -> tuple[list[Word], str]:
    parts = _split(given, _AS)
    written = "".join(word.text for word in parts[0])
    return parts[0], _single(parts[1]).text if len(parts) > 1 else written


def _single(given: list[Word]) -> Word:
    if len(given) != 1:
        written = " ".join(word.text for word in given)
        raise UnknownQueryError(f"{written!r} should be one word")
    return given[0]


def _split(given: list[Word], separator: Word) -> list[list[Word]]:
    """Split words where a separator stands outside of parentheses."""
    parts: list[list[Word]] = [[]]
    depth = 0
    for word in given:
        depth += (word.text in {"(", "["}) - (word.text in {")", "]"}) if word.kind == "sign" else 0
        if word == separator and depth == 0:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

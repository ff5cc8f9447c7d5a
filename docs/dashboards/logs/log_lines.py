"""The lines of all services, in a database."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from docs.dashboards.logs.filter_pattern import pattern_condition
from docs.dashboards.logs.insights import Answer, as_sql


class LogLine(NamedTuple):
    """A line.

    Parameters
    ----------
    at
        When it was written, in seconds since 1970.
    service
        The service that wrote it.
    message
        What was written.
    """

    at: float
    service: str
    message: str


class LogLines:
    """Lines that can be asked.

    Parameters
    ----------
    lines
        The lines.
    """

    def __init__(self, lines: Iterable[LogLine]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE TABLE every_line (at, service, message, content)")
        self._database.executemany(
            "INSERT INTO every_line VALUES (?, ?, ?, ?)",
            ((line.at, line.service, line.message, _content(line.message)) for line in lines),
        )

    def ask(self, query: str, *, service: str, start: float, end: float) -> Answer:
        """Ask a service's lines of a time.

        Parameters
        ----------
        query
            A query of Logs Insights, without the log groups.
        service
            The service.
        start, end
            The time, in seconds since 1970.

        Raises
        ------
        UnknownQueryError
            If the query holds something that is not known here.
        """
        sql, columns = as_sql(query)
        lines = (
            "WITH lines AS (SELECT CAST(round(at * 1000) AS INTEGER) AS milliseconds, message, content "
            "FROM every_line WHERE service = ? AND at BETWEEN ? AND ?)"
        )
        return Answer(columns, self._database.execute(f"{lines} {sql}", (service, start, end)).fetchall())

    def matches(self, pattern: str, *, service: str) -> list[tuple[float, bool]]:
        """Say of each of a service's lines when it was written, and whether it matches a filter's pattern.

        Parameters
        ----------
        pattern
            The pattern.
        service
            The service.
        """
        sql = f"SELECT at, coalesce({pattern_condition(pattern)}, 0) FROM every_line WHERE service = ? ORDER BY at"  # noqa: S608, E501
        return [(at, bool(holds)) for at, holds in self._database.execute(sql, (service,))]


def _content(message: str) -> str | None:
    """Give a line that is a JSON object; nothing for another."""
    try:
        return message if isinstance(json.loads(message), dict) else None
    except ValueError:
        return None

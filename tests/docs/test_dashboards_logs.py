"""Queries and patterns find what CloudWatch Logs would find, or are refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs.dashboards.logs import LogLine, LogLines, UnknownQueryError
from docs.dashboards.logs.insights import log_groups

LINES = [
    {"logger": "requests", "path": "/a", "status": 200, "duration_ms": 1.5},
    {"logger": "requests", "path": "/b", "status": 500, "duration_ms": 0.5},
    {"logger": "requests", "path": "/a", "status": 503, "duration_ms": 9},
    {"logger": "chassis", "level": "error", "message": 'it\'s "bad"', "at": {"place": "here"}},
]


@pytest.fixture(scope="module")
def lines() -> LogLines:
    written = [json.dumps(each) for each in LINES] + ["no JSON", '"a string"']
    mine = [LogLine(at=float(number), service="shop", message=each) for number, each in enumerate(written)]
    return LogLines([*mine, LogLine(at=1.0, service="other", message=json.dumps(LINES[1]))])


@pytest.mark.parametrize(
    ("query", "columns", "rows"),
    [
        (
            "fields @timestamp, path | filter status >= 500 | sort @timestamp asc",
            ["@timestamp", "path"],
            [(1000, "/b"), (2000, "/a")],
        ),
        ("filter status in [200, 503] | fields status | sort duration_ms", ["status"], [(503,), (200,)]),
        (
            'fields path as where | filter where = "/a" and not (status >= 500 or duration_ms > 100)',
            ["where"],
            [("/a",)],
        ),
        ("filter at.place = 'here' | fields message", ["message"], [('it\'s "bad"',)]),
        ('filter message = "it\'s \\"bad\\"" | fields level', ["level"], [("error",)]),
        (
            "filter status > 0 | stats count(*) as requests, max(duration_ms) by path | sort requests desc",
            ["path", "requests", "max(duration_ms)"],
            [("/a", 2, 9), ("/b", 1, 0.5)],
        ),
        (
            "stats min(@timestamp) as began by path | sort began | limit 2 | fields fromMillis(began) as at",
            ["at"],
            [("1970-01-01 00:00:03.000",), ("1970-01-01 00:00:01.000",)],
        ),
        ("stats sum(status) as all, avg(duration_ms), min(path)", None, [(1203, 11 / 3, "/a")]),
        ("stats count(*) as number by logger | filter number > 2 | limit 1", None, [("requests", 3)]),
        ("fields @message | limit 1", ["@message"], [('"a string"',)]),
        ("limit 1", ["@timestamp", "@message"], [(5000, '"a string"')]),
    ],
)
def test_queries(
    lines: LogLines, query: str, columns: list[str] | None, rows: list[tuple[object, ...]]
) -> None:
    answer = lines.ask(query, service="shop", start=0, end=9)

    assert columns in (None, list(answer.columns))
    assert answer.rows == rows


def test_a_query_sees_the_time_of_its_widget(lines: LogLines) -> None:
    found = lines.ask("fields path | filter status > 0", service="shop", start=1, end=1)
    assert found.rows == [("/b",)]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("parse @message '*' as rest", "'parse' should be one of fields, filter, stats, sort, limit"),
        ("stats pct(duration_ms, 99)", "should be one of count, sum, avg, min, max of one field"),
        ("stats count(*) by bin(5m)", "should be one word"),
        ("stats count(*) as all | sort path", "'path' should be one of what stats gives: all"),
        ("filter message like /bad/", "something unknown at '/bad/'"),
        ("filter strcontains(message, 'bad') * 2", r"'\*' is not known in a condition"),
        ("sort status upwards", "sort should end with asc or desc, not 'UPWARDS'"),
    ],
)
def test_what_is_not_known_is_refused(lines: LogLines, query: str, problem: str) -> None:
    with pytest.raises(UnknownQueryError, match=problem):
        lines.ask(query, service="shop", start=0, end=9)


def test_a_widget_names_its_log_groups() -> None:
    assert log_groups("SOURCE 'one', 'two' | fields a\n| limit 1") == (["one", "two"], " fields a\n| limit 1")
    with pytest.raises(UnknownQueryError, match="should begin with SOURCE"):
        log_groups("fields a")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ('{ $.logger = "requests" }', [0, 1, 2]),
        ('{ ($.logger = "requests") && ($.status >= 500) }', [1, 2]),
        ('{ ($.level = "error") || ($.status = 200) }', [0, 3]),
        ('{ $.at.place = "here" }', [3]),
    ],
)
def test_patterns(lines: LogLines, pattern: str, found: list[int]) -> None:
    matches = lines.matches(pattern, service="shop")

    assert len(matches) == len(LINES) + 2
    assert [at for at, holds in matches if holds] == found


@pytest.mark.parametrize("pattern", ["ERROR", "[ip, user]", '{ status = "a" }', '{ $.status =~ "5*" }'])
def test_other_patterns_are_refused(lines: LogLines, pattern: str) -> None:
    with pytest.raises(UnknownQueryError):
        lines.matches(pattern, service="shop")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_whatever_is_sought_is_only_text(sought: str) -> None:
    escaped = sought.replace("\\", "\\\\").replace('"', '\\"')
    lines = LogLines([LogLine(at=0.0, service="shop", message=json.dumps({"message": sought}))])

    found = lines.ask(f'fields message | filter message = "{escaped}"', service="shop", start=0, end=1)

    assert found.rows == [(sought,)]

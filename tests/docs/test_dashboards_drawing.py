"""Dashboards are drawn as CloudWatch lays them out, and nothing of them is left out silently."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from docs.dashboards.alarms import alarm_states
from docs.dashboards.drawing import (
    Browser,
    Data,
    DrawingError,
    find_chromium,
    html,
)
from docs.dashboards.drawing.browser import CHARTS
from docs.dashboards.drawing.picture import finish, is_of
from docs.dashboards.drawing.views.axis import bounds
from docs.dashboards.errors import DashboardError
from docs.dashboards.logs import LogLines
from docs.dashboards.measured import Measurements
from docs.dashboards.measured.seen import Seen
from docs.dashboards.synthesised import Dashboard
from tests.docs.dashboard_examples import (
    NOW,
    dashboard,
    driven,
    environment,
    line,
    look,
    resource,
    target_metric,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

REQUESTS = [(minute + 0.5, 500 if minute < 10 else 200, 100.0 + minute) for minute in range(170)]
REQUEST_COUNT = target_metric("RequestCount", label="requests", id="requests")
ERRORS = target_metric("HTTPCode_Target_5XX_Count", label="errors", id="errors", color="#d62728")
PERCENT = [{"expression": "100 * FILL(errors, 0) / requests", "label": "failed %", "period": 60}]
HIDDEN = [[*each[:-1], {**each[-1], "visible": False}] for each in (REQUEST_COUNT, ERRORS)]
ALARM = resource(
    "CloudWatch::Alarm",
    AlarmName="many",
    Namespace="AWS/ApplicationELB",
    MetricName="RequestCount",
    Dimensions=[{"Name": "LoadBalancer", "Value": "test-Platform.Balancer"}],
    Statistic="Sum",
    Period=60,
    EvaluationPeriods=1,
    Threshold=0,
    ComparisonOperator="GreaterThanThreshold",
)


def metrics(view: str, *rows: list[Any], **properties: Any) -> dict[str, Any]:
    return {"type": "metric", "properties": {"view": view, "title": view, "metrics": rows, **properties}}


def log(query: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "log",
        "properties": {"title": "log", "query": f"SOURCE 'test-Shop.Log' | {query}", **properties},
    }


GAUGE = metrics("gauge", PERCENT, *HIDDEN, yAxis={"left": {"min": 0, "max": 100}})
EVERY: list[dict[str, Any]] = [
    {"type": "text", "properties": {"markdown": "# Shop\n\n[runbook](https://example.com) <b>"}, "width": 24},
    {"type": "alarm", "properties": {"title": "alarms", "alarms": ["test-Shop.Many.Arn"]}},
    metrics(
        "timeSeries",
        REQUEST_COUNT,
        [*ERRORS[:-1], {**ERRORS[-1], "yAxis": "right"}],
        annotations={
            "horizontal": [
                {"value": 3, "label": "promised", "color": "#7f7f7f", "fill": "above"},
                {"value": 1},
            ],
            "vertical": [{"value": "2027-01-15T07:30:00Z", "label": "released"}],
        },
        yAxis={"left": {"label": "requests", "min": 0}, "right": {"showUnits": False}},
    ),
    metrics("timeSeries", REQUEST_COUNT, ERRORS, stacked=True, legend={"position": "right"}),
    metrics(
        "singleValue",
        PERCENT,
        *HIDDEN,
        ["AWS/ECS", "CPUUtilization", "ServiceName", "test-Shop.S"],
        sparkline=True,
    ),
    GAUGE,
    metrics("bar", REQUEST_COUNT, ERRORS),
    metrics("pie", REQUEST_COUNT, ERRORS),
    metrics("table", REQUEST_COUNT, ERRORS, table={"summaryColumns": ["MAX", "SUM"]}),
    metrics("timeSeries", ["AWS/NATGateway", "BytesOutToDestination", "NatGatewayId", "one"]),
    log('filter message = "started" | fields @timestamp, version | limit 2'),
]


def shown(*widgets: dict[str, Any], **body: Any) -> tuple[Dashboard, Data]:
    shop = environment(Dashboard=dashboard(*widgets, **body), Many=ALARM)
    started = [line(before, message="started", version=f"1.{before}") for before in (90, 60, 30)]
    seen = Seen(driven(REQUESTS, lines=started, looks=[look(0.5, cpu_percent=12)]))
    lines = LogLines(seen.lines)
    measurements = Measurements.of(shop, seen, lines)
    states = alarm_states(shop, measurements, NOW)
    (drawn,) = shop.dashboards
    return drawn, Data(environment=shop, measurements=measurements, lines=lines, alarms=states, now=NOW)


def drawn(*widgets: dict[str, Any], **body: Any) -> str:
    return html(*shown(*widgets, **body), charts=CHARTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        executable = find_chromium()
    except DrawingError as error:
        pytest.skip(str(error))
    with Browser(executable) as running:
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator["Page"]:
    with browser.shown(drawn(*EVERY)) as opened:
        yield opened


def widget(page: "Page", number: int) -> Any:
    return page.locator(".widget").nth(number)


def options(page: "Page", number: int) -> list[dict[str, Any]]:
    """Give what the library draws in a widget."""
    charts = widget(page, number).locator(".chart")
    found: list[dict[str, Any]] = charts.evaluate_all(
        "charts => charts.map(chart => echarts.getInstanceByDom(chart).getOption())"
    )
    return found


def legend(page: "Page", number: int) -> list[str]:
    return [text.strip() for text in widget(page, number).locator(".legend li").all_inner_texts()]


def test_widgets_stand_where_the_grid_says_and_nothing_is_wider(page: "Page") -> None:
    places = [widget(page, number).bounding_box() for number in range(len(EVERY))]
    top = page.locator("main").bounding_box()["y"]  # type: ignore[index]

    for number, place in enumerate(places):
        assert place["x"] == 0
        assert place["y"] - top == 6 * 50 * number
        assert place["height"] == 300
        assert place["width"] == pytest.approx(1280 if number == 0 else 640)
    # A table that is wider than its widget is cut off, as CloudWatch scrolls it.
    seen = "[...document.querySelectorAll('body *:not(table, table *)')]"
    edges = f"{seen}.map(each => each.getBoundingClientRect().right)"
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert max(page.evaluate(edges)) <= 1280


def test_a_text_is_markdown_and_no_html(page: "Page") -> None:
    text = widget(page, 0)
    assert text.locator("h1").inner_text() == "Shop"
    assert text.locator("a").get_attribute("href") == "https://example.com"
    assert text.locator("b").count() == 0
    assert "<b>" in text.inner_text()


def test_an_alarm_says_how_it_is(page: "Page") -> None:
    assert widget(page, 1).locator("li.ALARM").inner_text().split("\n") == ["many", "In alarm"]


def test_lines_have_their_names_axes_and_annotations(page: "Page") -> None:
    (option,) = options(page, 2)
    lines = [each for each in option["series"] if each["data"]]
    annotated, _ = [each for each in option["series"] if not each["data"]]

    assert [(each["name"], each["yAxisIndex"], each["color"]) for each in lines] == [
        ("requests", 0, "#1f77b4"),
        ("errors", 1, "#d62728"),
    ]
    assert [len(each["data"]) for each in lines] == [180, 180]
    assert legend(page, 2) == ["requests", "errors"]
    assert [each["name"] for each in option["yAxis"]] == ["requests", ""]
    assert option["yAxis"][0]["min"] == 0
    assert option["yAxis"][0]["max"] > 3  # with room for what is written above the line
    written = widget(page, 2).locator("svg text").all_text_contents()
    assert {"promised", "released", "requests"} <= set(written)
    marks = annotated["markLine"]["data"]
    assert [each.get("yAxis", each.get("xAxis")) for each in marks] == [3, 1, NOW * 1000 - 30 * 60_000]
    (area,) = annotated["markArea"]["data"]
    assert [each["yAxis"] for each in area] == [3, option["yAxis"][0]["max"]]


def test_stacked_lines_lie_on_each_other_beside_their_legend(page: "Page") -> None:
    (option,) = options(page, 3)
    lines = [each for each in option["series"] if each["data"]]
    chart, beside = (widget(page, 3).locator(name).bounding_box() for name in (".chart", ".legend"))

    assert {each["stack"] for each in lines} == {"all"}
    assert option["yAxis"][0]["max"] >= 2  # one request and one error together
    assert beside["x"] >= chart["x"] + chart["width"]


def test_numbers_are_the_last_ones_with_their_signs(page: "Page") -> None:
    assert widget(page, 4).locator("strong").all_inner_texts() == ["100", "48%"]
    assert widget(page, 4).locator(".name").all_inner_texts() == ["failed %", "CPUUtilization"]
    assert len(options(page, 4)) == 2


def test_a_gauge_points_at_its_value(page: "Page") -> None:
    (option,) = options(page, 5)
    assert option["series"][-1]["data"][0]["value"] == 100
    assert "100" in widget(page, 5).locator("svg text").all_text_contents()


@pytest.mark.parametrize("number", [6, 7])
def test_bars_and_pies_have_a_part_for_each_metric(page: "Page", number: int) -> None:
    (option,) = options(page, number)
    assert [each["value"] for each in option["series"][0]["data"]] == [1, 1]
    assert legend(page, number) == ["requests", "errors"]


def test_a_table_has_what_the_values_come_to_and_the_last_one_first(page: "Page") -> None:
    rows = [row.split() for row in widget(page, 8).locator("tr").all_inner_texts()]
    assert [row[:5] for row in rows] == [
        ["Label", "Max", "Sum", "07:59", "07:58"],
        ["requests", "1", "170", "1", "1"],
        ["errors", "1", "10", "1", "1"],
    ]
    assert rows[2][13] == "--"  # the eleventh minute from the end had none


def test_where_nothing_measures_the_picture_says_so(page: "Page") -> None:
    assert widget(page, 9).locator(".no-data").inner_text() == "No data here: nothing measures this locally"
    assert legend(page, 9) == ["BytesOutToDestination"]


def test_a_query_is_a_table_with_the_times_that_are_shown(page: "Page") -> None:
    rows = [row.split("\t") for row in widget(page, 10).locator("tr").all_inner_texts()]
    assert rows == [
        ["#", "@timestamp", "version"],
        ["1", "2027-01-15 07:30:00.000", "1.30"],
        ["2", "2027-01-15 07:00:00.000", "1.60"],
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.01234, "0.0123"), (-1925.4, "-1.93k"), (12_345_678, "12.3M"), (0, "0"), (999, "999")],
)
def test_numbers_are_short(page: "Page", value: float, written: str) -> None:
    assert page.evaluate("shorten", value) == written


def test_a_picture_is_as_wide_as_the_page_and_knows_its_dashboard(browser: Browser, tmp_path: Path) -> None:
    text = EVERY[0]
    before, data = shown(text)
    after, _ = shown(text, start="-PT6H")
    picture = tmp_path / "pictures" / "shop.png"

    browser.draw(html(before, data, charts=CHARTS), picture)
    finish(picture, before)

    with Image.open(picture) as image:
        assert image.width == 1280
        assert image.height >= 300
    assert is_of(picture, before)
    assert not is_of(picture, after)


def test_a_page_that_fails_is_no_picture(browser: Browser) -> None:
    with (
        pytest.raises(DrawingError, match=r"The browser says of a dashboard: .*it broke"),
        browser.shown("<script>throw new Error('it broke')</script>"),
    ):
        pytest.fail("a page whose script fails is not shown")


@pytest.mark.parametrize(
    ("unknown", "problem"),
    [
        ({"type": "explorer", "properties": {}}, "explorer should be one of alarm, log, metric, text"),
        (metrics("heatmap", REQUEST_COUNT), "The view: heatmap should be one of bar, gauge, pie"),
        (metrics("timeSeries", REQUEST_COUNT, sorting="x"), "sorting should be one of annotations"),
        (metrics("timeSeries", REQUEST_COUNT, yAxis={"top": {}}), "top should be one of left, right"),
        (metrics("timeSeries", REQUEST_COUNT, yAxis={"left": {"log": True}}), "log should be one of label"),
        (metrics("timeSeries", REQUEST_COUNT, legend={"position": "top"}), "top should be one of bottom"),
        (
            metrics("timeSeries", REQUEST_COUNT, annotations={"alarms": ["x"]}),
            "alarms should be one of horiz",
        ),
        (
            metrics("timeSeries", REQUEST_COUNT, annotations={"horizontal": [[{}, {}]]}),
            "should be a line, not",
        ),
        (metrics("gauge", REQUEST_COUNT), "should say where it begins and ends"),
        (metrics("gauge", REQUEST_COUNT, ERRORS), "should show one metric, not 2"),
        (
            metrics("table", REQUEST_COUNT, table={"layout": "vertical"}),
            "vertical should be one of horizontal",
        ),
        (log("limit 1", view="pie"), "pie should be one of table"),
        ({"type": "text", "properties": {"markdown": "", "html": ""}}, "html should be one of background"),
        ({"type": "alarm", "properties": {"alarms": [], "sortBy": "age"}}, "age should be one of default"),
    ],
)
def test_what_is_not_known_is_an_error_and_no_blank(unknown: dict[str, Any], problem: str) -> None:
    with pytest.raises(DashboardError, match=f"^Dashboard test-shop, widget '.*': .*{problem}"):
        drawn(unknown)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1))
def test_an_axis_holds_all_its_values_between_whole_steps(values: list[float]) -> None:
    low, high, step = bounds(values, None, None)

    slack = step * 1e-6
    assert low <= min(values) + slack
    assert high >= max(values) - slack
    assert 1 <= round((high - low) / step) <= 6
    for edge in (low, high):
        assert math.isclose(edge / step, round(edge / step), abs_tol=1e-6)


def test_an_axis_begins_and_ends_where_it_is_told() -> None:
    assert bounds([5, 70], 0, 100)[:2] == (0, 100)
    assert bounds([], 0, None)[:2] == (0, 1)

"""The page on what observability costs says what is synthesised now, and reckons as it is paid for."""

import io
import json
import logging
import math
from contextlib import redirect_stdout
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.golden_signals import GoldenSignals
from chassis.limits import Load
from chassis.logs import JsonFormatter
from chassis.metrics import metrics_in_the_log
from docs.observability_price.__main__ import PAGE, counted
from docs.observability_price.counts import Counts, count
from docs.observability_price.estimate import assumptions, estimate, prices
from docs.observability_price.page import page, total

ADDED_BY_CLOUDWATCH = (
    26  # https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
)


@pytest.fixture(scope="module")
def counts() -> Counts:
    return counted()


def test_the_page_is_up_to_date(counts: Counts) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(counts), "run `make docs`"


def test_everything_that_is_paid_for_is_there(counts: Counts) -> None:
    assert counts.alarm_metrics > 0
    assert (counts.fast_alarm_metrics, counts.objectives, counts.log_metrics) == (0, 2, 4)
    assert counts.dashboards == 1
    assert counts.canary_runs == 8_760  # every five minutes of 730 hours


def metric(period: int) -> dict[str, Any]:
    return {"Id": f"m{period}", "MetricStat": {"Period": period}}


def resources(*kinds_and_properties: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "Resources": {
            f"R{number}": {"Type": f"AWS::{kind}", "Properties": properties}
            for number, (kind, properties) in enumerate(kinds_and_properties)
        }
    }


def test_an_alarm_on_an_expression_is_paid_for_by_its_metrics() -> None:
    found = count(
        resources(
            ("CloudWatch::Alarm", {"MetricName": "Errors", "Period": 60}),
            ("CloudWatch::Alarm", {"Metrics": [{"Expression": "m60 / m300"}, metric(60), metric(300)]}),
            ("CloudWatch::Alarm", {"MetricName": "Errors", "Period": 10}),
            ("CloudWatch::CompositeAlarm", {}),
            ("CloudWatch::Dashboard", {}),
            ("Logs::MetricFilter", {"MetricTransformations": [{}, {}]}),
            ("Synthetics::Canary", {"Schedule": {"Expression": "rate(1 hour)"}}),
        )
    )

    assert (found.alarm_metrics, found.fast_alarm_metrics, found.composite_alarms) == (3, 1, 1)
    assert (found.dashboards, found.log_metrics, found.objectives, found.canary_runs) == (1, 2, 0, 730)


def test_a_schedule_that_cannot_be_counted_is_said() -> None:
    canary = ("Synthetics::Canary", {"Schedule": {"Expression": "cron(0 * * * ? *)"}})
    with pytest.raises(ValueError, match=r"should be rate\(<number> minutes\), not cron"):
        count(resources(canary))


def test_every_price_says_where_it_is_from_and_the_table_its_date(counts: Counts) -> None:
    listed = prices()
    said = page(counts)

    assert listed["date"] in said
    for each in listed.values():
        if isinstance(each, dict):
            assert each["price"] > 0
            assert each["source"].startswith("https://aws.amazon.com/")
            assert f" {each['how']} " in said
    assert {line.price for line in estimate(counts, 1, listed, assumptions())} == {
        name for name, each in listed.items() if isinstance(each, dict)
    }


@given(fewer=st.integers(0, 10_000), more=st.integers(1, 10_000))
def test_more_traffic_costs_more_and_each_request_the_same(fewer: int, more: int) -> None:
    some = Counts(
        alarm_metrics=10,
        fast_alarm_metrics=1,
        composite_alarms=2,
        dashboards=1,
        objectives=2,
        log_metrics=3,
        canary_runs=100,
    )

    def at(rate: float) -> float:
        return total(estimate(some, rate, prices(), assumptions()))

    assert at(fewer) < at(fewer + more)
    assert at(fewer + more) - at(fewer) == pytest.approx(at(more) - at(0))


def test_lines_are_as_long_as_assumed() -> None:
    assumed = assumptions()["log"]
    record = logging.LogRecord("requests", logging.INFO, "", 0, "request", (), None)
    vars(record).update(method="GET", path="/products/trail-mug", status=200, duration_ms=12.345)
    vars(record)["load_balancer_trace"] = "Root=1-67891233-abcdef012345678912345678"
    written = io.StringIO()
    with redirect_stdout(written):
        provider = metrics_in_the_log("storefront")
        signals = GoldenSignals(provider.get_meter("test"), "storefront", Load(10))
        for rank in range(600):  # half of them within 20 ms, 99 % within 80
            milliseconds = math.exp(NormalDist(3, 0.6).inv_cdf((rank + 0.5) / 600))
            signals.note("GET /products/{product_id}", 200, milliseconds)
        provider.shutdown()
    route, service = sorted(written.getvalue().splitlines(), key=lambda line: "Route" not in json.loads(line))
    lengths = {
        "bytes_of_a_request": len(JsonFormatter().format(record)),
        "bytes_of_a_route": len(route),
        "bytes_of_a_service": len(service),
    }

    for name, length in lengths.items():
        assert length + ADDED_BY_CLOUDWATCH == pytest.approx(assumed[name]["value"], rel=0.15), name

"""What people find on a dashboard when something is wrong."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

Bodies = Mapping[str, dict[str, Any]]
COLUMNS = 24


def widget(body: dict[str, Any], title: str) -> dict[str, Any]:
    (found,) = [each for each in body["widgets"] if each["properties"].get("title") == title]
    return dict(found["properties"])


def expressions(widget: dict[str, Any]) -> list[str]:
    return [
        part["expression"]
        for row in widget["metrics"]
        for part in row
        if isinstance(part, dict) and "expression" in part
    ]


def shown(widget: dict[str, Any]) -> list[str]:
    """Give the labels of what a widget shows, and not only counts with."""
    options = [row[-1] for row in widget["metrics"]]
    return [each["label"] for each in options if isinstance(each, dict) and each.get("visible", True)]


def bounds(widget: dict[str, Any]) -> dict[str, float]:
    return {each["label"]: each["value"] for each in widget["annotations"]["horizontal"]}


def test_an_environment_has_one_for_each_service_one_of_all_and_one_of_what_they_share(
    bodies: Bodies,
) -> None:
    assert set(bodies) == {"prod-catalog", "prod-checkout", "prod-overview", "prod-platform"}


@pytest.mark.parametrize("name", ["prod-catalog", "prod-checkout", "prod-overview", "prod-platform"])
def test_widgets_neither_overlap_nor_stick_out(bodies: Bodies, name: str) -> None:
    taken: set[tuple[int, int]] = set()
    for each in bodies[name]["widgets"]:
        cells = {
            (column, row)
            for column in range(each["x"], each["x"] + each["width"])
            for row in range(each["y"], each["y"] + each["height"])
        }
        assert max(column for column, _ in cells) < COLUMNS
        assert not cells & taken, each
        taken |= cells


def test_a_service_is_shown_beside_what_it_promises(bodies: Bodies) -> None:
    body = bodies["prod-checkout"]

    assert bounds(widget(body, "Failed requests in %")) == {
        "promised at most: 0.5": 0.5,
        "a release is taken back: 7.2": 7.2,
    }
    latency = widget(body, "Latency in ms")
    assert bounds(latency) == {"p99 promised at most: 250": 250}
    assert shown(latency) == ["p50", "p95", "p99"]
    assert bounds(widget(body, "Copies that run")) == {"fewest: 2": 2, "most: 4": 4}


def test_a_release_is_seen_where_traffic_is(bodies: Bodies) -> None:
    traffic = widget(bodies["prod-checkout"], "Requests a minute, and copies that started")

    (starts,) = [row for row in traffic["metrics"] if row[:2] == ["GoldenPath/prod/checkout", "Starts"]]
    assert starts[-1]["yAxis"] == "right"


def test_an_error_budget_is_that_of_the_whole_period(bodies: Bodies) -> None:
    for promise in ("availability", "latency"):
        gauge = widget(bodies["prod-checkout"], f"Budget left: {promise}")
        assert (gauge["start"], gauge["end"]) == ("-P30D", "P0D")
        assert any("RUNNING_SUM" in each for each in expressions(gauge))


def test_burn_rates_stand_beside_what_pages(bodies: Bodies) -> None:
    burning = widget(bodies["prod-checkout"], "Budget burns so many times faster than it lasts")

    assert shown(burning) == ["availability", "latency"]
    assert bounds(burning) == {"pages: 14.4": 14.4}


def test_how_fast_budgets_burn_is_seen_over_the_window_that_pages(bodies: Bodies) -> None:
    for name, title in (
        ("prod-checkout", "Budget burns so many times faster than it lasts"),
        ("prod-overview", "Budget burns fastest, times"),
    ):
        found = widget(bodies[name], title)
        periods = {row[-1].get("period", 300) for row in found["metrics"]} | {found.get("period", 300)}
        assert periods == {300}


def test_every_alarm_of_a_service_is_on_its_dashboard(bodies: Bodies) -> None:
    # Three burn rates and the gate; and that of the journey, where there is one.
    assert len(widget(bodies["prod-catalog"], "Alarms")["alarms"]) == 4
    assert len(widget(bodies["prod-checkout"], "Alarms")["alarms"]) == 5
    assert len(widget(bodies["prod-overview"], "Alarms")["alarms"]) == 9


def test_a_header_leads_to_runbook_and_traces(bodies: Bodies) -> None:
    (header, *_) = bodies["prod-checkout"]["widgets"]
    text = header["properties"]["markdown"]

    assert "[Runbook](https://runbooks.example.com/checkout)" in text
    assert "filter=service%28%22checkout%22%29" in text
    assert "Owner: **team-orders**" in text
    assert "Deployed: **3f2a**" in text


def test_journeys_are_shown_where_there_are_some(bodies: Bodies) -> None:
    assert shown(widget(bodies["prod-checkout"], "Journeys that work, in %")) == ["order"]
    assert "Journeys" not in json.dumps(bodies["prod-catalog"])


def test_an_overview_ranks_services_and_leads_to_their_dashboards(bodies: Bodies) -> None:
    body = bodies["prod-overview"]
    worst = widget(body, "Fails most, in %")

    assert "SORT([catalog_value, checkout_value], AVG, DESC, 5)" in expressions(worst)
    (header, *_) = body["widgets"]
    for name in ("prod-catalog", "prod-checkout", "prod-platform"):
        assert f"(#dashboards:name={name})" in header["properties"]["markdown"]


@pytest.mark.parametrize("name", ["prod-catalog", "prod-checkout", "prod-overview", "prod-platform"])
def test_no_id_means_two_things_in_one_widget(bodies: Bodies, name: str) -> None:
    for each in bodies[name]["widgets"]:
        ids = [
            row[-1].get("id") for row in each["properties"].get("metrics", []) if isinstance(row[-1], dict)
        ]
        named = [one for one in ids if one]
        assert len(named) == len(set(named)), each["properties"]["title"]

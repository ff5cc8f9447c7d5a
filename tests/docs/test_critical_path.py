"""The page on the pipeline's longest way says what is synthesised now, and adds up."""

from typing import Any

import pytest

from docs.critical_path.__main__ import PAGE, written
from docs.critical_path.page import page
from docs.critical_path.path import critical_path


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(), "run `make docs`"


def action(name: str, order: int, provider: str = "CodeBuild") -> dict[str, Any]:
    return {"Name": name, "RunOrder": order, "ActionTypeId": {"Provider": provider}}


PIPELINE = {
    "Stages": [
        {"Name": "Source", "Actions": [action("Source", 1, "S3")]},
        {"Name": "Build", "Actions": [action("Synth", 2), action("Test", 1), action("Image-shop", 1)]},
        {"Name": "Dev", "Actions": [action("Deploy", 2), action("Acceptance", 4)]},
        {"Name": "ApproveProd", "Actions": [action("Approve", 1, "Manual")]},
    ]
}


def test_of_what_runs_at_once_the_slowest_counts() -> None:
    steps = critical_path(PIPELINE, {"dev": "canary"})

    assert [(step.action, step.besides) for step in steps] == [
        ("Source", 0),
        ("Test", 1),
        ("Synth", 0),
        ("Deploy", 0),
        ("Acceptance", 0),
        ("Approve", 0),
    ]
    assert [step.seconds for step in steps[:3]] == [5, 240, 85]


def test_a_strategy_that_bakes_takes_its_bakes_longer() -> None:
    seconds = {
        name: next(step for step in critical_path(PIPELINE, {"dev": name}) if step.action == "Deploy")
        for name in ("rolling", "canary")
    }
    bakes = 300
    assert seconds["canary"].seconds == pytest.approx(20 + 55 + 90 + bakes + bakes)
    assert seconds["canary"].watched_seconds == bakes
    assert seconds["rolling"].seconds < seconds["canary"].seconds


def test_what_is_too_slow_is_called_so() -> None:
    said = page(PIPELINE, {"dev": "canary"})

    assert "NOT under 10" in said
    assert "(under 30)" in said

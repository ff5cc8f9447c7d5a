"""The page and its pictures are of the dashboards as they are synthesised."""

import sys
from pathlib import Path

import pytest
from PIL import Image

from docs.dashboards import __main__ as program
from docs.dashboards.drawing.picture import is_of
from docs.dashboards.page import UntoldError, page, short_name
from docs.dashboards.synthesised import Environment
from tests.docs.dashboard_examples import dashboard, environment


@pytest.fixture(scope="module")
def shown() -> Environment:
    return program.environment()


def test_the_page_is_up_to_date(shown: Environment) -> None:
    assert program.PAGE.read_text(encoding="utf-8") == page(shown), "run `make docs`"


def test_every_dashboard_has_a_picture_of_what_it_is_now(shown: Environment) -> None:
    expected = {f"{short_name(shown, each)}.png": each for each in shown.dashboards}

    assert {each.name for each in program.PICTURES.iterdir()} == set(expected), "run `make docs`"
    for name, drawn in expected.items():
        assert is_of(program.PICTURES / name, drawn), f"{name} is of what the dashboard was: run `make docs`"


def test_pictures_are_readable_and_small() -> None:
    for picture in program.PICTURES.iterdir():
        with Image.open(picture) as image:
            assert image.width == 1280
        assert picture.stat().st_size < 300_000


def test_the_page_says_what_nothing_measures() -> None:
    metrics = [
        ["AWS/NATGateway", "BytesOutToDestination", "NatGatewayId", "one"],
        ["AWS/ECS", "CPUUtilization", "ServiceName", "test-Shop.Service"],
    ]
    widget = {"type": "metric", "properties": {"metrics": metrics}}
    content = dashboard(widget)
    content["Properties"]["DashboardName"] = "test-platform"

    said = page(environment(Dashboard=content))

    assert said.endswith("\n- AWS/NATGateway: `BytesOutToDestination`\n")
    assert "![The dashboard platform](images/dashboards/platform.png)" in said


def test_a_dashboard_without_a_text_is_said() -> None:
    with pytest.raises(UntoldError, match=r"texts\.toml should have a text for each dashboard: shop"):
        page(environment(Dashboard=dashboard()))


def test_without_a_browser_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["docs.dashboards"])

    assert program.main() == 1
    assert capsys.readouterr().err == (
        "There is no chromium to draw the dashboards with: install it, as by apt-get install chromium\n"
    )

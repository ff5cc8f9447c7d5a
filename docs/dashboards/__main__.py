"""Drive the shop, draw every dashboard, write the page: python -m docs.dashboards [--again]."""

import argparse
import sys
import tempfile
from pathlib import Path

from docs.dashboards.alarms import alarm_states
from docs.dashboards.drawing import Browser, Data, find_chromium, html
from docs.dashboards.drawing.browser import CHARTS
from docs.dashboards.drawing.picture import finish
from docs.dashboards.driving import Driven, Story, drive, kept
from docs.dashboards.errors import DashboardError
from docs.dashboards.logs import LogLines
from docs.dashboards.measured import Measurements
from docs.dashboards.measured.seen import Seen
from docs.dashboards.page import page, short_name
from docs.dashboards.synthesised import Environment, synthesise

_DOCS = Path(__file__).parents[1]
PAGE = _DOCS / "dashboards.md"
PICTURES = _DOCS / "images" / "dashboards"
ENVIRONMENT = "local"


def environment() -> Environment:
    """Synthesise the environment whose dashboards are shown."""
    with tempfile.TemporaryDirectory() as folder:
        return synthesise(ENVIRONMENT, Path(folder))


def main() -> int:
    """Draw the dashboards, or say what is missing."""
    arguments = _arguments()
    try:
        chromium = find_chromium()
        shown = environment()
        PAGE.write_text(page(shown), encoding="utf-8")
        _draw(shown, _driven(again=arguments.again), chromium)
    except DashboardError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m docs.dashboards", description=__doc__)
    parser.add_argument(
        "--again", action="store_true", help="draw what was seen when the shop was driven last"
    )
    return parser.parse_args()


def _driven(*, again: bool) -> Driven:
    last = kept() if again else None
    if last is not None:
        return last
    print("Driving the shop for three minutes")
    driven = drive(Story())
    driven.keep()
    return driven


def _draw(shown: Environment, driven: Driven, chromium: str) -> None:
    seen = Seen(driven)
    lines = LogLines(seen.lines)
    measurements = Measurements.of(shown, seen, lines)
    now = seen.clock.now
    data = Data(
        environment=shown,
        measurements=measurements,
        lines=lines,
        alarms=alarm_states(shown, measurements, now),
        now=now,
    )
    pictures = {PICTURES / f"{short_name(shown, each)}.png": each for each in shown.dashboards}
    with Browser(chromium) as browser:
        for picture, dashboard in pictures.items():
            browser.draw(html(dashboard, data, charts=CHARTS), picture)
            finish(picture, dashboard)
            print(f"Drew {picture.relative_to(_DOCS)}")
    for old in set(PICTURES.glob("*.png")) - set(pictures):
        old.unlink()


if __name__ == "__main__":
    sys.exit(main())

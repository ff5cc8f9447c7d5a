"""Measure the shop under load: python -m bench.shop [--rounds N] [--seconds N]. Writes tables and JSON."""

import argparse
import json
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.shop.emulator import emulator
from bench.shop.measurements import Figures, journey, overload, page_and_bare, start_and_memory

RESULTS = Path("build") / "load.json"


def main() -> None:
    """Run every measurement, print it, and write it down."""
    arguments = _arguments()
    console = Console()
    rounds, seconds = arguments.rounds, arguments.seconds
    with emulator() as aws, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Console(stderr=True).status("starting"):
            services = start_and_memory(aws, folder)
        with Console(stderr=True).status("the product page, and a bare handler"):
            page = page_and_bare(aws, folder, rounds, seconds)
        with Console(stderr=True).status("journeys, with and without tracing"):
            journeys = journey(aws, folder, rounds, seconds)
        with Console(stderr=True).status("three times too much"):
            over = overload(aws, folder, rounds, seconds)
    for row in journeys.values():
        row["throughput_ratio"] = row["journeys_per_second"] / journeys["off"]["journeys_per_second"]
    _print(console, "Services", services)
    _print(console, "Product page, a bare handler with the same template", {"page": page})
    _print(console, f"Journeys, medians of {rounds} rounds", journeys)
    _print(console, "Storefront under too much", {"page": over})
    RESULTS.parent.mkdir(exist_ok=True)
    results = {"services": services, "page": page, "journeys": journeys, "overload": over}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {RESULTS}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.shop", description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=5, help="how often what is compared takes turns (default 5)"
    )
    parser.add_argument("--seconds", type=int, default=8, help="how long each measurement takes (default 8)")
    return parser.parse_args()


def _print(console: Console, title: str, rows: dict[str, Figures]) -> None:
    table = Table("", *rows, title=title)
    for figure in next(iter(rows.values())):
        table.add_row(figure, *(f"{row[figure]:,.2f}" for row in rows.values()))
    console.print(table)


if __name__ == "__main__":
    main()

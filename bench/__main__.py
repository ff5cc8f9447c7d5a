"""Measure what speed people feel: python -m bench [--runs N] [--no-deploy]. Prints tables and writes JSON."""

import argparse
import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.progress import Progress
from rich.table import Table

from bench.deployment import deployment_seconds
from bench.runtimes import compare_runtimes
from bench.scale import COMPARED, resources_of_one, scale
from bench.synthesis import CASES, Case, compare

RESULTS = Path("build") / "bench.json"


def main() -> None:
    """Run every measurement, print it, and write it down."""
    arguments = _arguments()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        medians = compare(arguments.runs, progress)
        services = scale(arguments.runs, progress)
        runtimes = compare_runtimes(arguments.runs, progress)
        deployment = {} if arguments.no_deploy else deployment_seconds(progress)
    results = {
        "runs": arguments.runs,
        "synthesis": {str(case): figures for case, figures in medians.items()},
        "ratio_to_handwritten": _ratios(medians),
        "services": services,
        "ratio_100_to_10_services": services[100]["total_seconds"] / services[10]["total_seconds"],
        "resources_of_one_service": resources_of_one(),
        "ratio_of_several_runtimes_to_ecs": runtimes,
        "deployment_seconds": deployment,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    console = Console()
    _print_synthesis(console, results)
    _print_services(console, results)
    for mix, ratio in runtimes.items():
        console.print(f"Services on {mix} take {ratio:.2f} times as long to synthesise as on ecs alone")
    for name, seconds in deployment.items():
        console.print(f"{name}: {seconds:.1f} s")
    console.print(f"Written to {RESULTS}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each synthesis (default 3)")
    parser.add_argument("--no-deploy", action="store_true", help="leave the deployments out")
    return parser.parse_args()


def _ratios(medians: dict[Case, dict[str, float]]) -> dict[str, float]:
    """Divide this application's whole time by the handwritten equivalent's, case by case."""
    return {
        str(case): medians[case]["total_seconds"] / medians[case.handwritten()]["total_seconds"]
        for case in CASES
        if case.what == "goldenpath"
    }


def _print_synthesis(console: Console, results: dict[str, Any]) -> None:
    title = f"Medians of {results['runs']} runs, in seconds"
    table = Table("what", "environment", "validation", title=title, box=None)
    for heading in ("import", "construct", "synth", "total", "template", "ratio"):
        table.add_column(heading, justify="right")
    for case, figures in results["synthesis"].items():
        ratio = results["ratio_to_handwritten"].get(case)
        table.add_row(
            *case.split(", "),
            *(f"{figures[f'{phase}_seconds']:.2f}" for phase in ("import", "construct", "synth", "total")),
            f"{figures['largest_template_bytes'] / 1024:.0f} KiB",
            "" if ratio is None else f"{ratio:.2f}",
        )
    console.print(table)
    console.print("template: the largest one; ratio: to the handwritten equivalent, over the whole time")


def _print_services(console: Console, results: dict[str, Any]) -> None:
    table = Table("services", title="Services by CodeDeploy, a stack each", box=None)
    for heading in ("total seconds", "largest template", "most resources of a stack"):
        table.add_column(heading, justify="right")
    for number, figures in results["services"].items():
        table.add_row(
            str(number),
            f"{figures['total_seconds']:.1f}",
            f"{figures['largest_template_bytes'] / 1024:.0f} KiB",
            f"{figures['most_resources']:.0f}",
        )
    console.print(table)
    console.print(f"100 services take {results['ratio_100_to_10_services']:.1f} times as long as 10")
    parts = results["resources_of_one_service"]
    console.print("\nResources of one service by CodeDeploy with what it stands on:")
    for part, types in parts.items():
        listed = ", ".join(f"{name.split('::', 1)[1]} {number}" for name, number in sorted(types.items()))
        console.print(Padding(f"{part}, {types.total()}: {listed}", (0, 0, 0, 2)))
    compared = sum(parts[part].total() for part in COMPARED)
    total = sum(types.total() for types in parts.values())
    console.print(f"{', '.join(COMPARED)}: {compared} resources; all: {total}")


if __name__ == "__main__":
    main()

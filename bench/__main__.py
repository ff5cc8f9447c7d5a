"""Measure what speed people feel: python -m bench [--runs N] [--no-deploy]. Prints tables and writes JSON."""

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.deployment import deployment_seconds
from bench.synthesis import CASES, Case, compare

RESULTS = Path("build") / "bench.json"


def main() -> None:
    """Run every measurement, print it, and write it down."""
    arguments = _arguments()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        medians = compare(arguments.runs, progress)
        deployment = {} if arguments.no_deploy else deployment_seconds(progress)
    results = {
        "runs": arguments.runs,
        "synthesis": {str(case): figures for case, figures in medians.items()},
        "ratio_to_handwritten": _ratios(medians),
        "deployment_seconds": deployment,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    _print(results)


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


def _print(results: dict[str, dict[str, dict[str, float]]]) -> None:
    console = Console()
    table = Table("what", "environment", "validation", title=f"Medians of {results['runs']} runs, in seconds")
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
    for name, seconds in results["deployment_seconds"].items():
        console.print(f"{name}: {seconds:.1f} s")
    console.print(f"Written to {RESULTS}")


if __name__ == "__main__":
    main()

"""Write the page, and say what it comes to: python -m docs.observability_price."""

import json
import tempfile
from pathlib import Path

from docs.observability_price.counts import Counts, count
from docs.observability_price.estimate import assumptions, estimate, prices
from docs.observability_price.page import page, total
from docs.observability_price.subject import synthesise

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "observability-price.md"


def counted() -> Counts:
    """Synthesise the service, and count what is paid for."""
    context = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    flags = {key: value for key, value in context.items() if key != "environments"}
    with tempfile.TemporaryDirectory() as folder:
        return count(synthesise(flags, Path(folder)))


def main() -> None:
    """Write the page, and print the sums."""
    counts = counted()
    PAGE.write_text(page(counts), encoding="utf-8")
    listed, assumed = prices(), assumptions()
    for load in assumed["requests_per_second"]:
        dollars = total(estimate(counts, load, listed, assumed))
        print(f"Seeing one service with {load} requests/s costs about ${dollars:,.0f} a month")


if __name__ == "__main__":
    main()

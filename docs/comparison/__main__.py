"""Write the page: python -m docs.comparison."""

import json
import tempfile
from pathlib import Path

from docs.comparison.page import page
from docs.comparison.subjects import synthesise

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "runtimes.md"


def written() -> str:
    """Synthesise, compare, and give the page."""
    context = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    flags = {key: value for key, value in context.items() if key != "environments"}
    with tempfile.TemporaryDirectory() as folder:
        return page(synthesise(flags, Path(folder)))


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")

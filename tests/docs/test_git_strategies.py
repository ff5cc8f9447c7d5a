"""What the page on Git strategies says of branches is what the code does."""

from pathlib import Path

import pytest

from goldenpath import GitStrategy

PAGE = Path(__file__).parents[2] / "docs" / "git-strategies.md"


@pytest.mark.parametrize(
    ("name", "strategy"), [("trunk", GitStrategy.trunk()), ("gitflow", GitStrategy.gitflow())]
)
def test_the_table_is_that_of_the_code(name: str, strategy: GitStrategy) -> None:
    written = [
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {name} | `")
    ]

    assert written == [
        f"| {name} | `{line.branch}` | {', '.join(line.environments)} |"
        for line in strategy.lines(["dev", "staging", "prod"])
    ]

"""The example that the library's README shows is the one that is synthesised from the wheel."""

import re

from tests import support


def test_the_readme_shows_the_tested_example() -> None:
    readme = (support.ROOT / "constructs" / "README.md").read_text()
    _, _, example = (support.ROOT / "docs" / "examples" / "checkout.py").read_text().partition('"""\n\n')

    assert re.findall(r"```python\n(.*?)```", readme, re.DOTALL) == [example]

"""The example that both READMEs show is the one that is synthesised from the wheel."""

import re

import pytest

from tests import support


@pytest.mark.parametrize("readme", ["README.md", "constructs/README.md"])
def test_the_readme_shows_the_tested_example(readme: str) -> None:
    shown = re.findall(r"```python\n(.*?)```", (support.ROOT / readme).read_text(), re.DOTALL)
    source = support.ROOT / "docs" / "examples" / "storefront.py"
    _, _, example = source.read_text().partition('"""\n\n')

    assert shown == [example]

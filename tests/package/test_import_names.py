"""The folder ``constructs`` does not hide the package ``constructs`` that the CDK is built on."""

import subprocess
import sys

from tests import support


def test_the_folder_is_no_package() -> None:
    assert not (support.ROOT / "constructs" / "__init__.py").exists()


def test_from_the_repositorys_root_constructs_is_the_published_package() -> None:
    code = "import constructs; print(constructs.__file__, constructs.Construct.__name__)"
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=support.ROOT, check=True, capture_output=True, text=True
    )

    assert "site-packages" in finished.stdout
    assert finished.stdout.strip().endswith("Construct")

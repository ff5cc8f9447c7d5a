from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.running import Local


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Local]:
    """Lend a local AWS and stop it after the test, which proves that nothing of it is left."""
    it = Local(tmp_path)
    yield it
    if it.processes():
        it.run("stop")
    it.wait_until_nothing_runs()

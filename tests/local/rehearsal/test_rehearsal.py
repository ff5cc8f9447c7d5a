"""The pipeline of this project, rehearsed for real from the last commit to an environment that was tried.

Its tests are left out, which this is one of; so is the audit, which has to ask the internet.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT, unmeasured_environment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.timeout(900)
def test_the_pipelines_commands_work_here(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "local", "rehearse", "--skip", "Test", "--skip", "Audit",
            "--state", str(tmp_path),
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**unmeasured_environment(), "COLUMNS": "240"},
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    rehearsed = ("Build/Synth", "UpdatePipeline/UpdatePipeline", "Dev/Deploy", "Dev/Acceptance")
    assert [name for name in rehearsed if f"{name}: done in" not in done.stdout] == []
    assert re.search(rf"^{len(rehearsed)} of [0-9]+ actions rehearsed", done.stdout, re.MULTILINE)
    assert "stands for https://dev.shop.example.com/" in done.stdout

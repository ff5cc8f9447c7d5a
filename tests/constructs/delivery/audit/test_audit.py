"""An audit finds what is there, and never passes what it could not look at."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from goldenpath.delivery.audit import command
from goldenpath.delivery.audit.dependencies import locked_packages
from goldenpath.delivery.audit.files import project_files
from tests.support import ROOT, unmeasured_environment

LOCKED = """\
# by `make lock`
annotated-doc==0.0.4 \\
    --hash=sha256:00
Jinja2==3.1.6 \\
    --hash=sha256:00
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:00
"""


class Project:
    """A project in a folder, with programs that pretend to look."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.programs = folder, programs
        self.pretend("pip-audit", {"dependencies": [{"name": "annotated-doc", "vulns": []}, _jinja()]})
        self.pretend("detect-secrets-hook", {"results": {}})
        (folder / "code.py").write_text("one = 1\n")
        (folder / "requirements.txt").write_text(LOCKED)

    def pretend(self, program: str, answer: Any, code: int = 0) -> None:
        path = self.programs / program
        path.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(answer)}\nEND\nexit {code}\n")
        path.chmod(0o755)

    def audit(self, *arguments: str) -> None:
        command.run(["--report", "build/audit", *arguments])

    def failures(self, suite: str) -> list[str]:
        root = ET.parse(self.folder / f"build/audit/{suite}.xml").getroot()  # noqa: S314 - our own
        return [each.attrib["message"] for each in root.iter("failure")]


def _jinja(*holes: dict[str, Any]) -> dict[str, Any]:
    return {"name": "jinja2", "version": "3.1.6", "vulns": list(holes)}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder, programs = tmp_path / "project", tmp_path / "programs"
    folder.mkdir()
    programs.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    return Project(folder, programs)


def test_a_sound_project_passes(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.audit()

    assert "dependencies: requirements.txt: nothing found" in capsys.readouterr().out
    assert [project.failures(suite) for suite in ("code", "secrets", "dependencies")] == [[], [], []]


def test_a_package_that_could_not_be_looked_up_does_not_pass(project: Project) -> None:
    skipped = {"name": "annotated-doc", "skip_reason": "not found on PyPI"}
    project.pretend("pip-audit", {"dependencies": [skipped, _jinja()]})
    with pytest.raises(SystemExit):
        project.audit()

    assert project.failures("dependencies") == ["1 of 2 packages could not be looked up: annotated-doc"]


def test_a_package_that_was_left_out_does_not_pass(project: Project) -> None:
    project.pretend("pip-audit", {"dependencies": []})
    with pytest.raises(SystemExit):
        project.audit()

    assert project.failures("dependencies")[0].startswith("2 of 2 packages could not be looked up")


def test_a_hole_is_named_with_what_mends_it(project: Project) -> None:
    hole = {"id": "PYSEC-2026-1", "fix_versions": ["3.1.7"]}
    project.pretend(
        "pip-audit", {"dependencies": [{"name": "annotated-doc", "vulns": []}, _jinja(hole)]}, code=1
    )
    with pytest.raises(SystemExit):
        project.audit()

    assert project.failures("dependencies") == ["jinja2 3.1.6 has PYSEC-2026-1; mended in 3.1.7"]


def test_dangerous_code_is_found(project: Project) -> None:
    (project.folder / "code.py").write_text("import subprocess\nsubprocess.run('ls', shell=True)\n")
    with pytest.raises(SystemExit):
        project.audit("--offline")

    assert any("S602" in each or "S607" in each for each in project.failures("code"))


def test_secrets_are_found(project: Project) -> None:
    found = {"results": {"code.py": [{"line_number": 3, "type": "AWS Access Key"}]}}
    project.pretend("detect-secrets-hook", found, code=1)
    with pytest.raises(SystemExit):
        project.audit("--offline")

    assert project.failures("secrets") == ["code.py:3: AWS Access Key"]


def test_what_is_left_out_offline_is_said(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.audit("--offline")

    assert "dependencies: NOT looked at" in capsys.readouterr().out
    assert not (project.folder / "build/audit/dependencies.xml").exists()


def test_a_program_that_is_missing_is_no_pass(project: Project) -> None:
    (project.programs / "detect-secrets-hook").unlink()
    if shutil.which("detect-secrets-hook"):
        pytest.skip("there is one on this machine")
    with pytest.raises(SystemExit, match="detect-secrets-hook is not on this machine's PATH"):
        project.audit("--offline")


def test_a_program_that_breaks_is_no_pass(project: Project) -> None:
    project.pretend("pip-audit", {}, code=2)
    with pytest.raises(SystemExit, match=r"pip-audit .* ended with code 2"):
        project.audit()


def test_packages_for_other_machines_are_not_asked_for() -> None:
    assert locked_packages(LOCKED) == ["annotated-doc", "jinja2"]


def test_every_locked_file_of_this_project_is_understood() -> None:
    files = subprocess.run(
        ["git", "ls-files", "*requirements.txt"],  # noqa: S607
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout.split()  # fmt: skip
    assert files
    for name in files:
        text = (ROOT / name).read_text()
        wanted = [line for line in text.splitlines() if "==" in line and not line.startswith(("#", " "))]
        elsewhere = [line for line in wanted if " ; " in line]
        assert len(wanted) - len(elsewhere) <= len(locked_packages(text)) <= len(wanted), name


def test_what_tools_keep_for_themselves_is_not_the_projects_where_no_git_tells(project: Project) -> None:
    cache = project.folder / ".ruff_cache"
    (cache / "0.1").mkdir(parents=True)
    for file in (cache / "CACHEDIR.TAG", cache / "0.1/kept", project.folder / ".env"):
        file.touch()

    names = {str(path) for path in project_files(None)}
    assert names == {".env", "code.py", "requirements.txt"}


def test_this_project_passes_what_needs_no_internet(tmp_path: Path) -> None:
    done = subprocess.run(
        ["make", "audit", f"ARGUMENTS=--offline --report {tmp_path}"],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=False, env=unmeasured_environment(),
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr

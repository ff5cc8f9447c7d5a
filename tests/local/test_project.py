from pathlib import Path

import pytest

from local.assembly import Image
from local.errors import LocalError
from local.paths import State
from local.services import project as project_module
from local.services.project import Project, environment_python, place

# Stands in for the real one, which takes seconds: an environment's Python is a copy of its requirements.
MAKE_ENVIRONMENT = """
mkdir -p "$1/bin" && cp "$2" "$1/bin/python"
if grep -q impossible "$2"; then echo no such package; exit 1; fi
"""


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "state")
    state.prepare()
    return state


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(project_module, "SERVICE_ENVIRONMENTS", tmp_path / "environments")
    monkeypatch.setattr(project_module, "ROOT", tmp_path)
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/python-environment").write_text(MAKE_ENVIRONMENT, encoding="utf-8")
    folder = tmp_path / "source"
    (folder / "book_shop").mkdir(parents=True)
    (folder / "book_shop/__main__.py").touch()
    (folder / "requirements.txt").touch()
    return Project(folder)


def test_a_project_is_run_by_its_package(project: Project) -> None:
    assert (project.name, project.module) == ("book-shop", "book_shop")


def test_a_folder_with_none_or_several_packages_is_no_project(project: Project) -> None:
    (project.directory / "another").mkdir()
    (project.directory / "another/__main__.py").touch()
    assert project.module is None
    assert Project(project.directory / "another").module is None


def test_an_environment_is_made_once_for_the_same_requirements(project: Project, state: State) -> None:
    python = environment_python(project, state)
    made = python.stat().st_ino
    assert environment_python(project, state) == python
    assert python.stat().st_ino == made
    (project.directory / "requirements.txt").write_text("another", encoding="utf-8")
    environment_python(project, state)
    assert python.read_text(encoding="utf-8") == "another"


def test_requirements_that_cannot_be_installed_are_an_error(project: Project, state: State) -> None:
    (project.directory / "requirements.txt").write_text("impossible", encoding="utf-8")
    for _ in range(2):  # a half-made environment is not taken for a whole one
        with pytest.raises(LocalError, match="environment of source could not be made") as caught:
            environment_python(project, state)
        assert "no such package" in caught.value.details


def test_a_project_without_requirements_is_refused(project: Project, state: State) -> None:
    (project.directory / "requirements.txt").unlink()
    with pytest.raises(LocalError, match=r"has no requirements\.txt"):
        environment_python(project, state)


def test_code_is_placed_once_for_each_version(project: Project, state: State) -> None:
    first = Image(tag="a" * 64, repository="assets", directory=project.directory)
    second = Image(tag="b" * 64, repository="assets", directory=project.directory)
    folder = place(project, first, state)
    assert (folder / "book_shop/__main__.py").is_file()
    assert place(project, first, state) == folder
    assert place(project, second, state) != folder

"""A version is published once, with the number that its changes need; the wheels are real."""

import io
import zipfile
from pathlib import Path
from typing import Any

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from goldenpath.delivery.command_error import CommandError
from goldenpath.delivery.publication import command
from goldenpath.delivery.publication.package_index import PackageIndex
from goldenpath.delivery.publication.version import check_version
from tests.support import ROOT

PLACE = [
    "--domain",
    "example",
    "--repository",
    "libraries",
    "--owner",
    "111111111111",
    "--region",
    "eu-west-1",
]
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "shapes"
version = "{version}"
"""
CODE = '''\
"""Shapes."""


def area(width: int, height: int) -> int:
    """Give an area."""
    return width * height


def _hidden() -> None:
    """Do nothing."""
'''


class FakeCodeArtifact:
    """A repository with the wheels of one package, by version."""

    exceptions = boto3.client("codeartifact", region_name="eu-west-1").exceptions

    def __init__(self) -> None:
        self.wheels: dict[str, tuple[str, bytes]] = {}

    def get_paginator(self, _: str) -> "FakeCodeArtifact":
        return self

    def paginate(self, **_: Any) -> list[Any]:
        if not self.wheels:
            raise self.exceptions.ResourceNotFoundException({}, "ListPackageVersions")
        return [{"versions": [{"version": version} for version in self.wheels]}]

    def list_package_version_assets(self, *, packageVersion: str, **_: Any) -> Any:  # noqa: N803
        if packageVersion not in self.wheels:
            raise self.exceptions.ResourceNotFoundException({}, "ListPackageVersionAssets")
        return {"assets": [{"name": self.wheels[packageVersion][0]}]}

    def get_package_version_asset(self, *, packageVersion: str, **_: Any) -> Any:  # noqa: N803
        return {"asset": io.BytesIO(self.wheels[packageVersion][1])}

    def get_repository_endpoint(self, **_: Any) -> Any:
        return {"repositoryEndpoint": "https://example.com/pypi/libraries/"}

    def get_authorization_token(self, **_: Any) -> Any:
        return {"authorizationToken": "a-token"}


class Library:
    """A library that its author changes and publishes."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.index = FakeCodeArtifact()
        monkeypatch.setattr(command, "_client", lambda _: self.index)
        monkeypatch.setattr(PackageIndex, "upload", lambda _, wheel: self._upload(wheel))
        (folder / "shapes").mkdir()
        self.change("0.1.0")

    def change(self, version: str, code: str = CODE) -> None:
        (self.folder / "pyproject.toml").write_text(PROJECT.format(version=version))
        (self.folder / "shapes" / "__init__.py").write_text(code)

    def publish(self) -> None:
        command.run([str(self.folder), *PLACE])

    def _upload(self, wheel: Path) -> None:
        self.index.wheels[wheel.name.split("-")[1]] = (wheel.name, wheel.read_bytes())


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    return Library(tmp_path, monkeypatch)


def test_a_new_version_is_published_and_the_same_again_is_nothing_to_do(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    library.publish()
    library.publish()

    assert capsys.readouterr().out.splitlines() == [
        "shapes 0.1.0 is published",
        "shapes 0.1.0 is published already; there is nothing to do",
    ]


def test_another_version_of_the_build_tool_is_no_other_content(library: Library) -> None:
    library.publish()
    name, content = library.index.wheels["0.1.0"]
    older = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as published, zipfile.ZipFile(older, "w") as archive:
        for each in published.namelist():
            archive.writestr(each, published.read(each).replace(b"Generator: hatchling", b"Generator: older"))
    library.index.wheels["0.1.0"] = (name, older.getvalue())

    library.publish()


def test_a_version_is_never_overwritten(library: Library) -> None:
    library.publish()
    library.change("0.1.0", CODE + "\n\nMORE = 1\n")
    with pytest.raises(
        SystemExit, match=r"0\.1\.0 is published already, with other content; raise the version"
    ):
        library.publish()


def test_what_breaks_callers_needs_another_number(library: Library) -> None:
    library.publish()
    library.change("0.1.1", CODE.replace("width: int, height: int", "width: int").replace(" * height", ""))
    with pytest.raises(SystemExit) as caught:
        library.publish()

    assert "should be 0.2.0 at least" in str(caught.value)
    assert "  shapes.area(height): Parameter was removed" in str(caught.value)
    assert list(library.index.wheels) == ["0.1.0"]


def test_with_that_number_it_is_published(library: Library) -> None:
    library.publish()
    library.change("0.2.0", CODE.replace("def area", "def extent"))
    library.publish()

    assert list(library.index.wheels) == ["0.1.0", "0.2.0"]


def test_additions_and_hidden_changes_break_nobody(library: Library) -> None:
    library.publish()
    library.change("0.1.1", CODE.replace("_hidden", "_other") + "\n\nMORE = 1\n")
    library.publish()

    assert "0.1.1" in library.index.wheels


FACE = '"""Shapes."""\n\nfrom shapes.{module} import area\n\n__all__ = ["area"]\n'


def test_what_all_does_not_name_may_move_and_go(library: Library) -> None:
    inner = library.folder / "shapes" / "plane.py"
    inner.write_text(CODE + "\n\nUNNAMED = 1\n")
    library.change("0.1.0", FACE.format(module="plane"))
    library.publish()
    inner.unlink()
    inner.with_name("flat.py").write_text(CODE)
    library.change("0.1.1", FACE.format(module="flat"))
    library.publish()

    assert "0.1.1" in library.index.wheels


@pytest.mark.parametrize(
    ("face", "code", "sentence"),
    [
        (FACE.replace('"area"', ""), CODE, "area: Public object was removed"),
        (FACE, CODE.replace(", height: int", ""), r"area\(height\): Parameter was removed"),
    ],
    ids=["gone", "changed"],
)
def test_what_all_names_is_kept_wherever_it_is_defined(
    library: Library, face: str, code: str, sentence: str
) -> None:
    inner = library.folder / "shapes" / "plane.py"
    inner.write_text(CODE)
    library.change("0.1.0", FACE.format(module="plane"))
    library.publish()
    inner.write_text(code)
    library.change("0.1.1", face.format(module="plane"))

    with pytest.raises(SystemExit, match=sentence):
        library.publish()


def test_the_same_code_is_the_same_wheel_of_this_library(tmp_path: Path) -> None:
    one, two = (command.build_wheel(ROOT / "constructs", tmp_path / name) for name in ("one", "two"))

    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as wheel:
        assert "goldenpath/py.typed" in wheel.namelist()
        assert "goldenpath/delivery/bootstrap/boundary.json" in wheel.namelist()


def test_a_folder_without_a_project_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"pyproject\.toml should name a project and its version"):
        command.run([str(tmp_path), *PLACE])


NUMBERS = st.tuples(*[st.integers(0, 3)] * 3)


@given(NUMBERS, NUMBERS, st.booleans())
def test_a_number_promises_what_semantic_versioning_says(
    old: tuple[int, int, int], new: tuple[int, int, int], breaks: bool
) -> None:
    same_promise = old[0] == new[0] and (old[0] > 0 or old[1] == new[1])
    allowed = new > old and not (breaks and same_promise)
    text = [".".join(map(str, number)) for number in (old, new)]
    try:
        check_version(Version(text[0]), Version(text[1]), ["area was removed"] if breaks else [])
    except CommandError:
        assert not allowed
    else:
        assert allowed

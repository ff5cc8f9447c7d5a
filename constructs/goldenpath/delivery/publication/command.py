"""`python -m goldenpath publish`: publish a library when its version has changed."""

import argparse
import re
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.version import Version

from goldenpath.delivery.command_error import CommandError
from goldenpath.delivery.programs import run as run_program
from goldenpath.delivery.publication.interface import breakages
from goldenpath.delivery.publication.package_index import PackageIndex
from goldenpath.delivery.publication.version import check_version

if TYPE_CHECKING:
    from mypy_boto3_codeartifact import CodeArtifactClient

_BUILT_BY = re.compile(r"\.dist-info/(WHEEL|RECORD)$")
_EPOCH = "1580601600"  # a wheel's files get this time, so that the same code is the same wheel


def run(arguments: Sequence[str]) -> None:
    """Build the wheel; publish it, unless it is there already.

    Raises
    ------
    SystemExit
        With a sentence, if the version is there with other content, or its number promises too much.
    """
    options = _parser().parse_args(arguments)
    try:
        print(_publish(options, _client(options.region)))
    except CommandError as error:
        sys.exit(str(error))


def _publish(options: argparse.Namespace, client: "CodeArtifactClient") -> str:
    name, version = _project(options.folder)
    index = PackageIndex(
        name, domain=options.domain, repository=options.repository, owner=options.owner, client=client
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        wheel = build_wheel(options.folder, folder)
        if index.has(version, wheel.name):
            if same_content(index.download(version, folder), wheel):
                return f"{name} {version} is published already; there is nothing to do"
            raise CommandError(
                f"{name} {version} is published already, with other content; raise the version in "
                f"{options.folder / 'pyproject.toml'}"
            )
        newest = index.newest()
        if newest is not None:
            broken = breakages(name, index.download(newest, folder), wheel, folder)
            check_version(newest, version, broken)
        index.upload(wheel)
    return f"{name} {version} is published"


def build_wheel(project: Path, folder: Path) -> Path:
    """Build a project's wheel, the same bytes for the same code.

    Parameters
    ----------
    project
        The folder with ``pyproject.toml``.
    folder
        Where the wheel goes.
    """
    target = folder / "wheel"
    run_program(
        "env", f"SOURCE_DATE_EPOCH={_EPOCH}", sys.executable, "-m", "pip", "wheel", "--quiet",
        "--no-deps", "--no-build-isolation", "--wheel-dir", str(target), str(project),
    )  # fmt: skip
    return next(target.glob("*.whl"))


def same_content(one: Path, other: Path) -> bool:
    """Say whether two wheels hold the same; which version of a tool built them does not count.

    Parameters
    ----------
    one, other
        The wheels.
    """
    return _content(one) == _content(other)


def _content(wheel: Path) -> dict[str, int]:
    with zipfile.ZipFile(wheel) as archive:
        return {each.filename: each.CRC for each in archive.infolist() if not _BUILT_BY.search(each.filename)}


def _project(folder: Path) -> tuple[str, Version]:
    path = folder / "pyproject.toml"
    try:
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        return project["name"], Version(project["version"])
    except (OSError, KeyError, ValueError) as error:
        raise CommandError(f"{path} should name a project and its version, but: {error}") from None


def _client(region: str) -> "CodeArtifactClient":
    import boto3  # noqa: PLC0415 - only commands need it; constructs do not

    return boto3.client("codeartifact", region_name=region)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m goldenpath publish")
    parser.add_argument("folder", type=Path, help="the library's project")
    parser.add_argument("--domain", required=True, help="CodeArtifact's domain")
    parser.add_argument("--repository", required=True, help="the repository in it")
    parser.add_argument("--owner", required=True, help="the account of the domain")
    parser.add_argument("--region", required=True, help="where it is")
    return parser

"""What a folder's image is called before it is built."""

import shutil
from pathlib import Path

from aws_cdk import FileSystem, IgnoreMode, SymlinkFollowMode

_LENGTH = 40


def content_tag(folder: Path, architecture: str) -> str:
    """Name an image by what it is made of, so that the same code is built, pushed and released once.

    Parameters
    ----------
    folder
        The folder with the Dockerfile. Links are followed, and what ``.dockerignore`` names is left out.
    architecture
        The processor that it is built for.
    """
    ignored = folder / ".dockerignore"
    fingerprint = FileSystem.fingerprint(
        str(folder),
        exclude=ignored.read_text(encoding="utf-8").split() if ignored.is_file() else [],
        ignore_mode=IgnoreMode.DOCKER,
        follow=SymlinkFollowMode.ALWAYS,
        extra_hash=architecture,
    )
    return fingerprint[:_LENGTH]


def copy_with_links_followed(folder: Path, target: Path) -> None:
    """Copy a folder, and what its links lead to: a Docker engine takes nothing from outside of a folder."""
    shutil.copytree(folder, target, symlinks=False, ignore=shutil.ignore_patterns("__pycache__"))

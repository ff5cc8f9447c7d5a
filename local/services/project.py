"""A service's folder as a Python project: its name, its environment, its code as it was deployed."""

from __future__ import annotations

import fcntl
import hashlib
import platform
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local.environment import base_environment
from local.errors import LocalError, tail
from local.paths import ROOT, SERVICE_ENVIRONMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from local.assembly import Image
    from local.paths import State


@dataclass(frozen=True)
class Project:
    """A service's source folder: a package that `python -m` runs, beside its locked requirements.

    Parameters
    ----------
    directory
        The folder.
    """

    directory: Path

    @property
    def module(self) -> str | None:
        """What `python -m` runs; None when the folder holds no one such package."""
        found = [file.parent.name for file in self.directory.glob("*/__main__.py")]
        return found[0] if len(found) == 1 else None

    @property
    def name(self) -> str:
        """What the service is called."""
        return str(self.module).replace("_", "-")


def environment_python(project: Project, state: State) -> Path:
    """Make the project's environment from its locked requirements, once; return its Python.

    Parameters
    ----------
    project
        The project.
    state
        Where the log goes.
    """
    folder = SERVICE_ENVIRONMENTS / project.name
    requirements = project.directory / "requirements.txt"
    content = requirements.read_bytes() if requirements.exists() else b""
    stamp = hashlib.sha256(content + platform.python_version().encode()).hexdigest()
    SERVICE_ENVIRONMENTS.mkdir(parents=True, exist_ok=True)
    with (SERVICE_ENVIRONMENTS / f"{project.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two deployments at once must not both make it
        if not _has_stamp(folder, stamp):
            shutil.rmtree(folder, ignore_errors=True)
            _make(folder, requirements, state.log(f"{project.name}-environment"))
            (folder / ".stamp").write_text(stamp, encoding="utf-8")
    return folder / "bin/python"


def place(project: Project, image: Image, state: State) -> Path:
    """Copy the project's code out of the assembly, which the next deployment replaces; return the folder.

    Parameters
    ----------
    project
        The project.
    image
        The image that is made from it; its tag is the code's hash.
    state
        The state folder.
    """
    target = state.services / f"{project.name}-{image.tag[:16]}"
    if not target.exists():
        draft = target.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(project.directory, draft)
        draft.rename(target)
    return target


def _has_stamp(folder: Path, stamp: str) -> bool:
    file = folder / ".stamp"
    return file.exists() and file.read_text(encoding="utf-8") == stamp


def _make(folder: Path, requirements: Path, log: Path) -> None:
    if not requirements.exists():
        message = f"{requirements.parent} has no requirements.txt, so its service cannot run as a process."
        raise LocalError(message)
    command = ["sh", str(ROOT / ".ci/python-environment"), str(folder), str(requirements)]
    with log.open("wb") as file:
        code = subprocess.run(  # noqa: S603
            command, env=base_environment(), stdin=subprocess.DEVNULL, stdout=file, stderr=file, check=False
        ).returncode
    if code:
        message = (
            f"The environment of {requirements.parent.name} could not be made from its requirements.txt."
        )
        raise LocalError(message, details=tail(log), log=log)

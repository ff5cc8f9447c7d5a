"""Known holes in locked dependencies."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from goldenpath.delivery.audit.result import Result
from goldenpath.delivery.programs import read

_LOCKED = re.compile(r"^([A-Za-z0-9][^\s\\]*==[^\\]*?)\s*\\?$", re.MULTILINE)
_FOUND_HOLES = 1


def audit_requirements(path: Path) -> Result:
    """Look up every locked package of a file; what cannot be looked up does not pass.

    ``pip-audit`` by itself passes what it could not look up.

    Parameters
    ----------
    path
        The file, with versions and hashes.
    """
    answer = json.loads(
        read(
            "pip-audit", "--format", "json", "--progress-spinner", "off", "--disable-pip",
            "--require-hashes", "--requirement", str(path), allowed=(0, _FOUND_HOLES),
        )
    )  # fmt: skip
    found = {each["name"]: each for each in answer["dependencies"]}
    return Result(name=str(path), problems=tuple(_problems(locked_packages(path.read_text()), found)))


def locked_packages(text: str) -> list[str]:
    """Give the names of the packages that a locked file wants on this machine.

    Parameters
    ----------
    text
        The file's content.
    """
    requirements = map(Requirement, _LOCKED.findall(text))
    return [_canonical(each.name) for each in requirements if each.marker is None or each.marker.evaluate()]


def _problems(wanted: list[str], found: Mapping[str, Any]) -> Iterator[str]:
    known = {_canonical(name): each for name, each in found.items()}
    unknown = [name for name in wanted if name not in known or "skip_reason" in known[name]]
    if unknown:
        examples = ", ".join(unknown[:5]) + (", …" if len(unknown) > 5 else "")  # noqa: PLR2004 - enough to see
        yield f"{len(unknown)} of {len(wanted)} packages could not be looked up: {examples}"
    for name, each in known.items():
        for hole in each.get("vulns", []):
            versions = " or ".join(hole.get("fix_versions", [])) or "no version yet"
            yield f"{name} {each.get('version')} has {hole['id']}; mended in {versions}"


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

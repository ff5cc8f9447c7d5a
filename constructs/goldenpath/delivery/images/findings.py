"""What a scan found in an image, and what of it stops a release."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from goldenpath.delivery.command_error import CommandError

IGNORED = ".vulnerabilities.toml"
_STOPPING = ("CRITICAL", "HIGH")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A known vulnerability in an image.

    Parameters
    ----------
    name
        Such as ``CVE-2026-0001``.
    severity
        As the scanner has it.
    package
        Where it is.
    can_be_fixed
        Whether there is a version without it; a scan that does not say counts as yes.
    """

    name: str
    severity: str
    package: str
    can_be_fixed: bool

    def as_data(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        return asdict(self)


def read_findings(page: Mapping[str, Any]) -> Iterator[Finding]:
    """Read ECR's own scan, or Inspector's, which ECR calls enhanced.

    Parameters
    ----------
    page
        ``imageScanFindings`` as ECR gives it.
    """
    for each in page.get("findings", []):
        attributes = {item["key"]: item.get("value", "") for item in each.get("attributes", [])}
        yield Finding(
            name=each["name"],
            severity=each["severity"],
            package=attributes.get("package_name", ""),
            can_be_fixed=True,
        )
    for each in page.get("enhancedFindings", []):
        details = each.get("packageVulnerabilityDetails", {})
        packages = [package["name"] for package in details.get("vulnerablePackages", [])]
        yield Finding(
            name=details.get("vulnerabilityId") or each.get("title", "unnamed"),
            severity=each["severity"],
            package=", ".join(packages),
            can_be_fixed=each.get("fixAvailable", "YES") != "NO",
        )


def stopping(findings: Sequence[Finding], ignored: Mapping[str, date], today: date) -> list[str]:
    """Say of each finding that stops a release why it does.

    Parameters
    ----------
    findings
        What was found.
    ignored
        Names of those that are accepted, each up to a day.
    today
        Which day it is.
    """
    sentences = []
    for finding in findings:
        if finding.severity not in _STOPPING or not finding.can_be_fixed:
            continue
        accepted = ignored.get(finding.name)
        if accepted is None:
            sentences.append(f"{finding.name} ({finding.severity}) in {finding.package or 'the image'}")
        elif accepted < today:
            sentences.append(f"{finding.name} ({finding.severity}) was accepted up to {accepted} only")
    return sentences


def read_ignored(folder: Path) -> Mapping[str, date]:
    """Read what an image's folder accepts: a table for each, with ``reason`` and ``until``.

    Parameters
    ----------
    folder
        The image's folder.

    Raises
    ------
    CommandError
        If the file cannot be understood, or an entry has no reason or no day; it says all that is wrong.
    """
    path = folder / IGNORED
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CommandError(f"{path}: {error}") from None
    wrong = [name for name, entry in entries.items() if not _is_whole(entry)]
    if wrong:
        raise CommandError(
            f"{path}: {', '.join(wrong)} should each have a reason and a day, such as until = 2026-12-31"
        )
    return {name: entry["until"] for name, entry in entries.items()}


def _is_whole(entry: object) -> bool:
    return isinstance(entry, dict) and bool(entry.get("reason")) and type(entry.get("until")) is date

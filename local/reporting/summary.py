"""What a deployment did beside CloudFormation: which images it built, which services work, and where."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from local.supervision.programs import read_json, write_json

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Service:
    """An ECS service that was deployed.

    Parameters
    ----------
    name
        What it is called: its project's name, or the service's where none is run.
    arn
        The ECS service.
    how
        `process`, `container`, or `recorded` where nothing runs.
    desired
        How many tasks ECS should run.
    running
        How many of them work.
    url
        Where it answers.
    health_path
        The path that says whether it is well.
    note
        Why it does not run, or what else is to say.
    """

    name: str
    arn: str
    how: str
    desired: int
    running: int = 0
    url: str = ""
    health_path: str = "/"
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What the last deployment did.

    Parameters
    ----------
    images_built
        How many images the engine built.
    images_recorded
        How many images only the registry knows.
    services
        The ECS services.
    """

    images_built: int = 0
    images_recorded: int = 0
    services: list[Service] = field(default_factory=list)


def write_summary(path: Path, summary: Summary) -> None:
    """Write the summary for `status`.

    Parameters
    ----------
    path
        The file.
    summary
        What the deployment did.
    """
    write_json(path, asdict(summary))


def read_summary(path: Path) -> Summary:
    """Read the summary; an empty one when nothing was deployed.

    Parameters
    ----------
    path
        The file.
    """
    content = read_json(path)
    if not content:
        return Summary()
    return Summary(**{**content, "services": [Service(**item) for item in content["services"]]})

"""Reads a cloud assembly: its stacks, their resources, the images that they need."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.environment import ACCOUNT, REGION
from local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A stack of the assembly.

    Parameters
    ----------
    name
        Its name in CloudFormation.
    path
        Its path in the app, which the CLI selects by.
    resources
        Its template's resources by logical id.
    """

    name: str
    path: str
    resources: dict[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Image:
    """A container image that the assembly's stacks need.

    Parameters
    ----------
    tag
        Its tag, the hash of its source.
    repository
        The name of its ECR repository.
    directory
        Its source in the assembly.
    """

    tag: str
    repository: str
    directory: Path


@dataclass(frozen=True)
class Assembly:
    """A cloud assembly on disk.

    Parameters
    ----------
    directory
        Its folder.
    """

    directory: Path

    def exists(self) -> bool:
        """Say whether there is one."""
        return (self.directory / "manifest.json").is_file()

    def stacks(self) -> list[Stack]:
        """Return the stacks, in the order of the manifest."""
        found = []
        for folder, artifact in _artifacts(self.directory, "aws:cloudformation:stack"):
            template = json.loads(
                (folder / artifact["properties"]["templateFile"]).read_text(encoding="utf-8")
            )
            found.append(
                Stack(
                    name=artifact["properties"]["stackName"],
                    path=artifact.get("displayName", artifact["properties"]["stackName"]),
                    resources=template.get("Resources", {}),
                )
            )
        return found

    def images(self) -> list[Image]:
        """Return the container images, each once."""
        found: dict[str, Image] = {}
        for folder, artifact in _artifacts(self.directory, "cdk:asset-manifest"):
            manifest = json.loads((folder / artifact["properties"]["file"]).read_text(encoding="utf-8"))
            for asset in manifest.get("dockerImages", {}).values():
                for destination in asset["destinations"].values():
                    image = Image(
                        tag=destination["imageTag"],
                        repository=_resolved(destination["repositoryName"]),
                        directory=folder / asset["source"]["directory"],
                    )
                    found[image.tag] = image
        return list(found.values())


def _artifacts(folder: Path, kind: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"{folder} holds no cloud assembly."
        raise LocalError(message) from None
    for artifact in manifest.get("artifacts", {}).values():
        if artifact["type"] == "cdk:cloud-assembly":
            yield from _artifacts(folder / artifact["properties"]["directoryName"], kind)
        elif artifact["type"] == kind:
            yield folder, artifact


def _resolved(name: str) -> str:
    for variable, value in (("AccountId", ACCOUNT), ("Region", REGION), ("Partition", "aws")):
        name = name.replace(f"${{AWS::{variable}}}", value)
    return name

"""A stage of a cloud assembly, as evidence needs it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenpath.delivery.command_error import CommandError

_STACK, _ACKNOWLEDGED = "aws:cloudformation:stack", "aws:cdk:acknowledged-rules"
_PARTITION = "${AWS::Partition}"


@dataclass(frozen=True, kw_only=True)
class SynthesisedStack:
    """A stack that is about to be deployed.

    Parameters
    ----------
    name
        Its name in CloudFormation.
    region
        Where it is.
    lookup_role
        The role that may read it; empty where the assembly names none.
    template
        Its template.
    acknowledged
        Findings of rule packs that it says do not apply, with the construct.
    """

    name: str
    region: str
    lookup_role: str
    template: Mapping[str, Any]
    acknowledged: frozenset[str]


def read_stage(assembly: Path, stage: str) -> list[SynthesisedStack]:
    """Read the stacks of a stage.

    Parameters
    ----------
    assembly
        The folder that synthesis wrote.
    stage
        The stage's name.

    Raises
    ------
    CommandError
        If there is no such stage.
    """
    folder = assembly / f"assembly-{stage}"
    try:
        manifest = _json(folder / "manifest.json")
    except OSError:
        raise CommandError(
            f"{assembly} has no stage {stage}: there is no {folder.name}/manifest.json"
        ) from None
    return [
        _stack(folder, artifact) for artifact in manifest["artifacts"].values() if artifact["type"] == _STACK
    ]


def _stack(folder: Path, artifact: Mapping[str, Any]) -> SynthesisedStack:
    properties = artifact["properties"]
    return SynthesisedStack(
        name=properties["stackName"],
        region=artifact["environment"].rpartition("/")[2],
        lookup_role=properties.get("lookupRole", {}).get("arn", "").replace(_PARTITION, "aws"),
        template=_json(folder / properties["templateFile"]),
        acknowledged=frozenset(_acknowledged(folder, artifact)),
    )


def _acknowledged(folder: Path, artifact: Mapping[str, Any]) -> Iterator[str]:
    apart = artifact.get("additionalMetadataFile")
    metadata = {**artifact.get("metadata", {}), **(_json(folder / apart) if apart else {})}
    for path, entries in metadata.items():
        for entry in entries:
            if entry["type"] == _ACKNOWLEDGED:
                yield from (f"{path}: {rule.removeprefix('Annotation::')}" for rule in entry["data"])


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))

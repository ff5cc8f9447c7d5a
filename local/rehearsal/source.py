"""What a rehearsal starts from: the last commit, and the pipeline that it describes."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

from local.environment import Place, cdk_environment
from local.errors import LocalError
from local.paths import ROOT, State
from local.rehearsal.pipeline import Action, read_actions
from local.supervision import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

_STAGE = "tooling"
_PIPELINE = "AWS::CodePipeline::Pipeline"


def clone(target: Path) -> str:
    """Clone the last commit of this checkout, without its history; give the commit.

    Parameters
    ----------
    target
        Where to.
    """
    _git("clone", "--quiet", "--no-hardlinks", str(ROOT), str(target))
    commit = _git("-C", str(target), "rev-parse", "HEAD")
    shutil.rmtree(target / ".git")  # a pipeline's source has none
    return commit


def is_committed() -> bool:
    """Say whether the checkout is what the last commit is."""
    return not _git("-C", str(ROOT), "status", "--porcelain")


def read_pipeline(
    code: Path, folder: Path, state: State, timeout_seconds: float
) -> tuple[list[Action], Place]:
    """Synthesise the tooling of a clone; give the pipeline's actions, and where it would be.

    Parameters
    ----------
    code
        The clone.
    folder
        Where the assembly goes.
    state
        The state folder.
    timeout_seconds
        How long it may take.

    Raises
    ------
    LocalError
        If it cannot be synthesised, or there is no pipeline.
    """
    ended = guarded.run(
        _synth(code, folder),
        directory=code,
        environment=cdk_environment(0, state),
        log=state.log("synth"),
        timeout_seconds=timeout_seconds,
    )
    if ended:
        raise LocalError("The pipeline could not be synthesised.", log=state.log("synth"))
    for template, place in stacks_of(folder, _STAGE):
        if any(each["Type"] == _PIPELINE for each in template["Resources"].values()):
            return read_actions(template, _known(place)), place
    raise LocalError("There is no pipeline in the tooling's stacks.")


def stacks_of(assembly: Path, stage: str) -> Iterator[tuple[Mapping[str, Any], Place]]:
    """Give the template of each stack of a stage, and where it would be.

    Parameters
    ----------
    assembly
        What synthesis wrote.
    stage
        The stage's name.
    """
    folder = assembly / f"assembly-{stage}"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for artifact in manifest["artifacts"].values():
        if artifact["type"] == "aws:cloudformation:stack":
            account, _, region = artifact["environment"].removeprefix("aws://").partition("/")
            file = folder / artifact["properties"]["templateFile"]
            yield json.loads(file.read_text(encoding="utf-8")), Place(account, region)


def _synth(code: Path, folder: Path) -> list[str]:
    """Synthesise with what is installed here: the clone has nothing yet."""
    return [
        "env", f"PYTHONPATH={code / 'constructs'}",
        str(ROOT / "node_modules/.bin/cdk"), "synth", "--quiet", f"{_STAGE}/*",
        "--context", f"environment={_STAGE}", "--output", str(folder),
        "--app", f"'{ROOT / '.venv/bin/python'}' app.py",
    ]  # fmt: skip


def _known(place: Place) -> dict[str, str]:
    return {
        "AWS::AccountId": place.account,
        "AWS::Region": place.region,
        "AWS::Partition": "aws",
        "AWS::URLSuffix": "amazonaws.com",
    }


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607
    if done.returncode:
        raise LocalError(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()

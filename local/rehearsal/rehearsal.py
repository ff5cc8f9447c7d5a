"""`python -m local rehearse`: from a clean clone to an environment, by the pipeline's own commands."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from typing import TYPE_CHECKING

from local.cdk import Cdk
from local.clients import Clients
from local.environment import LOOPBACK, Place, aws_variables, base_environment
from local.errors import LocalError
from local.local_aws import LocalAws
from local.paths import require_setup
from local.ports import free_port
from local.rehearsal.build import Build
from local.rehearsal.outcome import Outcome, print_outcomes
from local.rehearsal.pipeline import Action, resolve
from local.rehearsal.serving import address_of, serve
from local.rehearsal.source import clone, is_committed, read_pipeline, stacks_of
from local.reporting.progress import say
from local.supervision.exclusive import exclusive

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rich.console import Console

    from local.settings import Settings

_ADDRESS = "SERVICE_URL"
_DEPLOYED = re.compile(r"cdk deploy .*'([^'/]+)/[^']+'")
_NOT_HERE = {
    "Manual": "a person decides there",
    "CodeDeployToECS": "CodeDeploy releases there; here the stack has",
}


class Rehearsal:
    """One rehearsal.

    Parameters
    ----------
    settings
        The command's options.
    console
        Where to show it.
    """

    def __init__(self, settings: Settings, console: Console) -> None:
        self._settings = settings
        self._state = settings.state
        self._console = console
        self._started = time.monotonic()
        self._local_aws = LocalAws(settings.state)
        self._work = settings.state.directory / "work"
        self._artifacts = self._work / "artifacts"
        self._port = settings.port or free_port()
        self._bootstrapped: set[Place] = set()
        self._variables: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._outcomes: list[Outcome] = []

    def run(self) -> None:
        """Rehearse; what it made is kept only where a command failed."""
        require_setup()
        self._state.prepare()
        with exclusive(self._state):
            shutil.rmtree(self._work, ignore_errors=True)
            self._artifacts.mkdir(parents=True)
            try:
                self._run()
            finally:
                self._local_aws.abandon()
                print_outcomes(self._console, self._outcomes)
            shutil.rmtree(self._work, ignore_errors=True)

    def _run(self) -> None:
        self._say("Cloning the last commit" + ("" if is_committed() else ", without what is not in it"))
        commit = clone(self._artifacts / "Code")
        self._say("Reading the pipeline from the clone")
        actions, self._place = read_pipeline(
            self._artifacts / "Code", self._work / "pipeline", self._state, self._settings.timeout_seconds
        )
        self._say(f"Starting a local AWS on {LOOPBACK}:{self._port}")
        self._local_aws.start(self._port, None)
        self._local_aws.wait_until_ready(self._port)
        first = next((each.stage for each in actions if _ADDRESS in each.exported), None)
        stages = list(dict.fromkeys(each.stage for each in actions))
        later = set(stages[stages.index(first) + 1 :]) if first else set()
        for action in actions:
            reason = (
                "it comes after the first environment"
                if action.stage in later
                else self._reason_not_to(action)
            )
            if reason:
                self._leave_out(action, reason)
            else:
                self._rehearse(action, commit)
        self._say("Done")

    def _reason_not_to(self, action: Action) -> str:
        if action.provider != "CodeBuild":
            elsewhere = _NOT_HERE.get(action.provider, f"{action.provider} is not here")
            return elsewhere if action.inputs else "the clone stands for it"
        if action.name in self._settings.skip:
            return "left out by --skip"
        return "it pushes an image; a made-up digest stands in" if action.builds_images else ""

    def _leave_out(self, action: Action, reason: str) -> None:
        self._outcomes.append(Outcome(action=f"{action.stage}/{action.name}", seconds=None, note=reason))
        if action.image and action.outputs:
            name, self._folders[name] = action.image
            digest = hashlib.sha256(name.encode()).hexdigest()
            target = self._artifacts / action.outputs[0]
            target.mkdir()
            image = {name: f"{action.variables.get('REPOSITORY', name)}@sha256:{digest}"}
            (target / "image.json").write_text(json.dumps(image), encoding="utf-8")

    def _rehearse(self, action: Action, commit: str) -> None:
        began = time.monotonic()
        name = f"{action.stage}/{action.name}"
        self._say(f"{name}: running")
        stage = self._stage_of(action)
        folder = self._work / name.replace("/", "-")
        folder.mkdir()
        build = Build(
            action=action,
            folder=folder,
            artifacts=self._artifacts,
            environment=self._environment(action, commit),
            log=self._state.log(folder.name),
        )
        exported = build.run(self._local_aws.require_alive)
        note = self._serve(stage, exported) if _ADDRESS in exported else ""
        self._variables |= {f"{action.namespace}.{key}": value for key, value in exported.items()}
        seconds = time.monotonic() - began
        self._outcomes.append(Outcome(action=name, seconds=seconds, note=note))
        self._say(f"{name}: done in {seconds:.1f} s")

    def _environment(self, action: Action, commit: str) -> Mapping[str, str]:
        return {
            **base_environment(),
            **aws_variables(self._port, self._place),
            "TMPDIR": str(self._state.temporary),
            "CDK_DISABLE_CLI_TELEMETRY": "true",
            "CI": "true",
            "CODEBUILD_RESOLVED_SOURCE_VERSION": commit,
            **{key: resolve(value, self._variables) for key, value in action.variables.items()},
        }

    def _stage_of(self, action: Action) -> str:
        """Name the stage that an action deploys, and bootstrap its places as a person has done on AWS."""
        for command in action.commands("build"):
            if found := _DEPLOYED.search(command):
                for place in {place for _, place in stacks_of(self._artifacts / "Assembly", found[1])}:
                    self._bootstrap(place)
                return found[1]
        return ""

    def _bootstrap(self, place: Place) -> None:
        if place in self._bootstrapped:
            return
        self._bootstrapped.add(place)
        cdk = Cdk(self._state, self._port, self._settings.timeout_seconds, self._local_aws.require_alive)
        cdk.environment |= aws_variables(self._port, place)
        code, lines = cdk.run(
            "bootstrap", f"aws://{place.account}/{place.region}", directory=self._state.temporary
        )
        if code:
            raise LocalError(f"Account {place.account} could not be bootstrapped here.", details=lines[-15:])

    def _serve(self, stage: str, exported: dict[str, str]) -> str:
        """Run what was deployed, and have its address lead here; say so."""
        assembly: Path = self._artifacts / "Assembly"
        _, place = next(stacks_of(assembly, stage))
        clients = Clients(self._port, place)
        code = self._artifacts / "Code"
        services = serve(clients, self._local_aws, assembly, stage, code, self._folders)
        there, exported[_ADDRESS] = exported[_ADDRESS], address_of(clients, exported[_ADDRESS], services)
        return f"{exported[_ADDRESS]} stands for {there}"

    def _say(self, text: str) -> None:
        say(self._console, self._started, text)

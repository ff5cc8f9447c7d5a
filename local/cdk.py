"""The pinned CDK CLI: each command that is used here, pointed at the local AWS."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from local.assembly import Assembly
from local.environment import ACCOUNT, REGION, cdk_command, cdk_environment
from local.errors import LocalError
from local.paths import ROOT
from local.supervision import guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from local.paths import State

STAGE = "local"
_STACKS = f"{STAGE}/*"
_PUBLISHING = ("start: ", "success: ", "Hold on while")
_NOISE = ("[WARNING]", "Successfully synthesized", "Supply a stack id")


class Cdk:
    """The CDK CLI for one local AWS.

    Parameters
    ----------
    state
        The state folder, which takes the logs and the assembly.
    port
        The local AWS's port.
    timeout_seconds
        How long any one command may take.
    check
        Called while a command runs; what it raises ends the command.
    """

    def __init__(
        self, state: State, port: int, timeout_seconds: float, check: Callable[[], None] = lambda: None
    ) -> None:
        self._state = state
        self._port = port
        self._timeout_seconds = timeout_seconds
        self._check = check
        self.environment: dict[str, str] = {}

    def bootstrap(self) -> None:
        """Make the CDK's bootstrap stack."""
        # From a folder without an app, else the CLI synthesises the app first.
        code, lines = self.run("bootstrap", f"aws://{ACCOUNT}/{REGION}", directory=self._state.temporary)
        if code:
            message = "The local AWS could not be bootstrapped."
            raise LocalError(message, details=lines[-15:], log=self._state.log("bootstrap"))

    def synth(self, app: str | None) -> Assembly:
        """Synthesise the local stage anew; the assembly before stays until this one is whole.

        Parameters
        ----------
        app
            The app's command; cdk.json's by default.
        """
        fresh = self._synth_to("cdk.out", app)
        shutil.rmtree(self._state.assembly, ignore_errors=True)
        fresh.rename(self._state.assembly)
        return Assembly(self._state.assembly)

    def _synth_to(self, name: str, app: str | None) -> Path:
        folder = self._state.temporary / name
        shutil.rmtree(folder, ignore_errors=True)
        chosen = ["--app", app] if app else []
        code, lines = self.run(
            "synth", "--quiet", "--context", f"environment={STAGE}", "--output", str(folder), *chosen
        )
        if code:
            details = [line for line in lines if not line.startswith(_NOISE)]
            message = "The app could not be synthesised, so nothing was deployed."
            raise LocalError(message, details=details[-60:], log=self._state.log("synth"))
        return folder

    def deploy(self, on_line: Callable[[str], None]) -> tuple[int, list[str]]:
        """Deploy the assembly's stacks.

        Parameters
        ----------
        on_line
            Called with each line that the CLI prints.
        """
        # Two at a time is what two cores can do; the dependencies leave room for no more.
        return self.run(
            "deploy", *self._assembly(), "--require-approval", "never", "--progress", "events",
            "--concurrency", "2", "--asset-build-concurrency", "2", on_line=on_line,
        )  # fmt: skip

    def destroy(self, on_line: Callable[[str], None]) -> tuple[int, list[str]]:
        """Destroy the assembly's stacks.

        Parameters
        ----------
        on_line
            Called with each line that the CLI prints.
        """
        return self.run("destroy", *self._assembly(), "--force", on_line=on_line)

    def diff(self, app: str | None, on_line: Callable[[str], None]) -> int:
        """Synthesise beside the deployed assembly, compare it with what is deployed; return the exit code.

        Parameters
        ----------
        app
            The app's command; cdk.json's by default.
        on_line
            Called with each line that the CLI prints.
        """
        folder = self._synth_to("cdk.out.diff", app)

        def show(line: str) -> None:
            if not line.startswith(_PUBLISHING):
                on_line(line)

        return self.run("diff", "--app", str(folder), _STACKS, on_line=show)[0]

    def run(
        self,
        command: str,
        *arguments: str,
        directory: Path = ROOT,
        on_line: Callable[[str], None] = lambda _line: None,
    ) -> tuple[int, list[str]]:
        """Run a command of the CLI; return its exit code and what it printed.

        Parameters
        ----------
        command
            The subcommand, which names the log too.
        arguments
            Its arguments.
        directory
            The folder to run it in.
        on_line
            Called with each line that the CLI prints.
        """
        lines: list[str] = []

        def keep(line: str) -> None:
            lines.append(line)
            on_line(line)

        code = guarded.run(
            cdk_command(command, *arguments),
            directory=directory,
            environment={**cdk_environment(self._port, self._state), **self.environment},
            log=self._state.log(command),
            timeout_seconds=self._timeout_seconds,
            on_line=keep,
            check=self._check,
        )
        return code, lines

    def _assembly(self) -> Sequence[str]:
        return "--app", str(self._state.assembly), _STACKS

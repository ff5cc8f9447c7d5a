"""Runs one build as CodeBuild does: phases of commands in one shell, artifacts in and out."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.errors import LocalError, tail
from local.supervision import guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from local.rehearsal.pipeline import Action

_ONE_HOUR_SECONDS = 3600.0
_EXPORTED = "exported.json"


@dataclass(frozen=True, kw_only=True)
class Build:
    """One build.

    Parameters
    ----------
    action
        What it is for.
    folder
        Its workspace, which is made new.
    artifacts
        Where artifacts are, a folder for each.
    environment
        All its variables.
    log
        Where what it prints goes.
    """

    action: Action
    folder: Path
    artifacts: Path
    environment: Mapping[str, str]
    log: Path

    def run(self, check: Callable[[], None]) -> dict[str, str]:
        """Run it; give the variables that it exports.

        Parameters
        ----------
        check
            Called while it runs; what it raises ends it.

        Raises
        ------
        LocalError
            If a command fails; it names the command and shows the end of what was printed.
        """
        source = self.folder / "source"
        shutil.copytree(self.artifacts / self.action.inputs[0], source, symlinks=True)
        script = self.folder / "build.sh"
        script.write_text("\n".join(self._script(source)) + "\n", encoding="utf-8")
        code = guarded.run(
            ["bash", str(script)],
            directory=source,
            environment={**self.environment, **self._places(source)},
            log=self.log,
            timeout_seconds=_ONE_HOUR_SECONDS,
            check=check,
        )
        if code:
            raise self._failure(code)
        self._keep_artifacts(source)
        content: dict[str, str] = json.loads((self.folder / _EXPORTED).read_text(encoding="utf-8"))
        return content

    def _script(self, source: Path) -> Iterator[str]:
        yield "set -e"
        for phase in ("install", "pre_build", "build", "post_build"):
            for command in self.action.commands(phase):
                yield f"cat > '{self.folder}/command' <<'END_OF_COMMAND'\n{command}\nEND_OF_COMMAND"
                yield command
        yield f"rm '{self.folder}/command'; cd '{source}'"
        names = " ".join(self.action.exported)
        # The values are read by a program, so that any value is written down whole.
        yield (
            f"export {names} _=_; python3 -c 'import json, os, sys; "
            f'json.dump({{n: os.environ.get(n, "") for n in sys.argv[2:]}}, open(sys.argv[1], "w"))\' '
            f"'{self.folder}/{_EXPORTED}' {names}"
        )

    def _places(self, source: Path) -> dict[str, str]:
        others = {f"CODEBUILD_SRC_DIR_{name}": str(self.artifacts / name) for name in self.action.inputs[1:]}
        return {"CODEBUILD_SRC_DIR": str(source), **others}

    def _keep_artifacts(self, source: Path) -> None:
        for name, folder in _folders(self.action.buildspec.get("artifacts", {}), self.action.outputs):
            if not (source / folder).is_dir():
                raise LocalError(
                    f"{self.action.stage}/{self.action.name} was to hand on {folder}, which is not there."
                )
            shutil.copytree(source / folder, self.artifacts / name, symlinks=True, dirs_exist_ok=True)

    def _failure(self, code: int) -> LocalError:
        command = (self.folder / "command").read_text(encoding="utf-8").strip()
        where = f"{self.action.stage}/{self.action.name}"
        return LocalError(
            f"{where}: `{command}` ended with code {code}.", details=tail(self.log), log=self.log
        )


def _folders(artifacts: Mapping[str, Any], outputs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if "secondary-artifacts" in artifacts:
        for name, described in artifacts["secondary-artifacts"].items():
            yield name, described["base-directory"]
    elif artifacts:
        yield outputs[0], artifacts["base-directory"]

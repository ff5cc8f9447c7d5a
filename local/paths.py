"""Where things lie: the checkout's parts, and the folder that holds what one local AWS leaves on disk."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from local.errors import LocalError

ROOT = Path(__file__).resolve().parent.parent
EMULATOR_PYTHON = ROOT / ".local/emulator/bin/python"
CDK_CLI = ROOT / "node_modules/aws-cdk/bin/cdk"
NODE_MODULES = ROOT / "node_modules"
SERVICE_ENVIRONMENTS = ROOT / ".local/services"
DEFAULT_STATE = ROOT / ".local/state"
DEFAULT_REHEARSAL = ROOT / ".local/rehearsal"


@dataclass(frozen=True)
class State:
    """The folder of one local AWS.

    Parameters
    ----------
    directory
        Its path; `prepare` makes it.
    """

    directory: Path

    @property
    def supervisor(self) -> Path:
        """Who supervises: process id, start time, port."""
        return self.directory / "supervisor.json"

    @property
    def programs(self) -> Path:
        """What should run under the supervisor."""
        return self.directory / "programs.json"

    @property
    def running(self) -> Path:
        """What does run under the supervisor."""
        return self.directory / "running.json"

    @property
    def resources(self) -> Path:
        """The emulator's ledger, one line an action."""
        return self.directory / "resources.jsonl"

    @property
    def summary(self) -> Path:
        """What the last successful deployment said about images and services."""
        return self.directory / "summary.json"

    @property
    def assembly(self) -> Path:
        """The cloud assembly that was deployed last."""
        return self.directory / "cdk.out"

    @property
    def services(self) -> Path:
        """The services' code, as it was deployed."""
        return self.directory / "services"

    @property
    def temporary(self) -> Path:
        """Temporary files of everything that runs here."""
        return self.directory / "tmp"

    @property
    def lock(self) -> Path:
        """Held by the command that changes the local AWS."""
        return self.directory / "lock"

    def log(self, name: str) -> Path:
        """Return the log of one program or command."""
        return self.directory / "logs" / f"{name}.log"

    def prepare(self) -> None:
        """Make the folder, and prove that it can be written."""
        try:
            for folder in (self.directory / "logs", self.temporary):
                folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.directory):
                pass
        except OSError as error:
            why = f"The state folder {self.directory} cannot be written: {error.strerror}."
            message = f"{why} Choose another with --state."
            raise LocalError(message) from None

    def clear(self) -> None:
        """Remove what only a running local AWS needs; the logs stay."""
        for folder in (self.temporary, self.services, self.assembly):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (self.supervisor, self.programs, self.running, self.resources, self.summary):
            file.unlink(missing_ok=True)


def require_setup() -> None:
    """Refuse to go on in a checkout that is not set up."""
    missing = [path for path in (EMULATOR_PYTHON, CDK_CLI) if not path.exists()]
    if missing:
        names = " and ".join(str(path.relative_to(ROOT)) for path in missing)
        raise LocalError(f"This checkout is not set up: {names} is missing. Run `make setup`.")

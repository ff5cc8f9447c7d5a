"""Gives each copy of the function that applies manifests a folder of its own, as it has on AWS."""

from __future__ import annotations

import tempfile
from typing import Any

from ministack.core import lambda_runtime

from local.emulator.extensions.private import read

# The CDK's kubectl handler writes there what it is about to apply; without it, to this machine's /tmp.
_FOLDER = "TEST_OUTDIR"


def keep_functions_apart() -> None:
    """Let no two copies, nor two local AWS, write over each other's manifests."""
    worker = read(lambda_runtime, "Worker")
    spawn = worker._spawn  # noqa: SLF001 - ministack's own, as all of this

    def spawn_apart(self: Any) -> Any:
        if self.config.get("Layers"):
            environment = self.config.get("Environment") or {}
            variables = environment.get("Variables") or {}
            folder = tempfile.mkdtemp(prefix="function-")
            self.config = {
                **self.config,
                "Environment": {**environment, "Variables": {**variables, _FOLDER: folder}},
            }
        return spawn(self)

    worker._spawn = spawn_apart  # noqa: SLF001

"""What tests of constructs and of stacks share."""

import json
import os
from pathlib import Path
from typing import Any

import aws_cdk as cdk

ROOT = Path(__file__).parent.parent


def context() -> dict[str, Any]:
    """Give cdk.json's feature flags, which a bare ``cdk.App()`` does not load, without the environments."""
    values: dict[str, Any] = json.loads((ROOT / "cdk.json").read_text())["context"]
    return {key: value for key, value in values.items() if key != "environments"}


def app(outdir: Path) -> cdk.App:
    """Make an app as it ships, without the built-in validation, which the tests of stacks run."""
    return cdk.App(context=context(), outdir=str(outdir), builtin_cloud_formation_validation=False)


def unmeasured_environment() -> dict[str, str]:
    """Give the environment for a process that runs a copy of the code: coverage is about this one."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COV_", "COVERAGE_", "PYTEST_"))
    }

"""Time one synthesis: python -m bench.once <what> <environment> <validation>. Prints JSON."""

import json
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from stacks.settings import cdk_context, read_settings

_MODULES = {"goldenpath": "app", "handwritten": "bench.handwritten"}


def measure(what: str, environment: str, *, validation: bool) -> dict[str, float]:
    """Import, construct and synthesise once, and time each.

    Parameters
    ----------
    what
        ``goldenpath``, this application, or ``handwritten``, the same resources by plain L2 constructs.
    environment
        The environment's name.
    validation
        Whether CDK's built-in CloudFormation validation runs.

    Returns
    -------
    dict
        Seconds by phase, and ``largest_template_bytes``.
    """
    started = time.perf_counter()
    build = import_module(_MODULES[what]).build
    imported = time.perf_counter()
    context = comparable(environment)
    with tempfile.TemporaryDirectory() as folder:
        app = build(context, read_settings(context), outdir=Path(folder), validation=validation)
        constructed = time.perf_counter()
        app.synth()
        synthesised = time.perf_counter()
        templates = [path.stat().st_size for path in Path(folder).rglob("*.template.json")]
    return {
        "import_seconds": imported - started,
        "construct_seconds": constructed - imported,
        "synth_seconds": synthesised - constructed,
        "total_seconds": synthesised - started,
        "largest_template_bytes": max(templates),
    }


def comparable(environment: str) -> dict[str, object]:
    """Select an environment, with canary releases and without what only this application has there.

    Parameters
    ----------
    environment
        Its name.
    """
    context: dict[str, Any] = json.loads(json.dumps(cdk_context()))
    context["environments"][environment] |= {"preview_hours": 0, "strategy": "canary"}
    return {**context, "environment": environment}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2], validation=sys.argv[3] == "on")))

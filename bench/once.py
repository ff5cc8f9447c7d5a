"""Time one synthesis: python -m bench.once <what> <environment> <validation>. Prints JSON."""

import json
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

_MODULES = {"goldenpath": "app", "handwritten": "bench.handwritten"}


def measure(what: str, environment: str, *, validation: bool) -> dict[str, float]:
    """Import, construct and synthesise once, and time each.

    Parameters
    ----------
    what
        ``goldenpath``, this application, or ``handwritten``, the same resources by plain L2 constructs.
    environment
        The environment's name, or ``all``.
    validation
        Whether CDK's built-in CloudFormation validation runs.

    Returns
    -------
    dict
        Seconds by phase, and ``largest_template_bytes``.
    """
    started = time.perf_counter()
    build = import_module(_MODULES[what]).build
    settings = import_module("stacks.settings")

    imported = time.perf_counter()
    context = dict(settings.cdk_context()) | ({} if environment == "all" else {"environment": environment})
    with tempfile.TemporaryDirectory() as folder:
        app = build(context, settings.read_settings(context), outdir=Path(folder), validation=validation)
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


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2], validation=sys.argv[3] == "on")))

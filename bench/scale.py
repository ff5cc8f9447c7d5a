"""Time the synthesis of many services, and count resources: python -m bench.scale <services> prints JSON."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

import aws_cdk as cdk
from rich.progress import Progress

NUMBERS = (1, 10, 30, 100)
COMPARED = ("the service", "VPC", "cluster, load balancer")
"""The parts that other constructs for a service by CodeDeploy make too."""

# What a place in the construct tree is for; the first that fits counts.
_PARTS = {
    "the service": ("prod/Service1/",),
    "ways to AWS services": (
        "Network/Endpoints/",
        "Network/Vpc/S3/",
        "Network/Vpc/DynamoDb/",
        "Endpoint/Resource",
    ),
    "tier for data": ("/isolatedSubnet",),
    "flow logs, closed default group": ("Network/FlowLogs/", "RestrictDefaultSecurityGroup", "VpcRestrict"),
    "VPC": ("Network/Vpc/",),
    "firewall, access logs, keys, logs": ("Firewall/", "AccessLogs/", "LogKey/", "Commands/", "Insights/"),
    "cluster, load balancer": ("Platform/Platform/",),
}


def measure(number: int) -> dict[str, float]:
    """Import, construct and synthesise an app of so many services once.

    Parameters
    ----------
    number
        How many services, 1 or more.

    Returns
    -------
    dict
        ``total_seconds``, ``largest_template_bytes`` and ``most_resources`` of a stack.
    """
    started = time.perf_counter()
    build = import_module("bench.services").build
    with tempfile.TemporaryDirectory() as folder:
        assembly = build(number, outdir=Path(folder)).synth()
        seconds = time.perf_counter() - started
        templates = [path.stat().st_size for path in Path(folder).rglob("*.template.json")]
        resources = [len(stack.template["Resources"]) for stack in assembly.stacks_recursively]
    return {
        "total_seconds": seconds,
        "largest_template_bytes": max(templates),
        "most_resources": max(resources),
    }


def scale(runs: int, progress: Progress) -> dict[int, dict[str, float]]:
    """Measure each number of services so many times, in processes of their own.

    Parameters
    ----------
    runs
        Counted runs of each, 1 or more.
    progress
        Where to show how far it is.

    Returns
    -------
    dict
        For each number, each figure's median.
    """
    task = progress.add_task("Services", total=runs * len(NUMBERS))
    measured: dict[int, list[dict[str, float]]] = {number: [] for number in NUMBERS}
    for _ in range(runs):
        for number in NUMBERS:
            command = [sys.executable, "-m", "bench.scale", str(number)]
            finished = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            measured[number].append(json.loads(finished.stdout))
            progress.advance(task)
    return {
        number: {name: statistics.median(each[name] for each in figures) for name in figures[0]}
        for number, figures in measured.items()
    }


def resources_of_one() -> dict[str, Counter[str]]:
    """Count the resources of one service by CodeDeploy with all that it stands on, by part and by type."""
    with tempfile.TemporaryDirectory() as folder:
        app = import_module("bench.services").build(1, outdir=Path(folder))
        app.synth()
        found: dict[str, Counter[str]] = {}
        for construct in app.node.find_all():
            if isinstance(construct, cdk.CfnResource):
                path, kind = construct.node.path, construct.cfn_resource_type
                if kind != "AWS::CDK::Metadata":
                    found.setdefault(_part(path), Counter())[kind] += 1
    return found


def _part(path: str) -> str:
    return next(part for part, places in _PARTS.items() if any(place in path for place in places))


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))

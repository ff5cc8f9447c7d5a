"""Manifests against the schemas of Kubernetes and of Argo Rollouts."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import kubernetes_validate

from goldenpath.runtimes.eks.cluster.auto_mode_cluster import VERSION
from tests import support

ARGO = "argoproj.io/v1alpha1"
CUSTOM = (
    ARGO,
    "eks.amazonaws.com/v1",
    "karpenter.sh/v1",
    "secrets-store.csi.x-k8s.io/v1",
)
_ARGO_PROGRAM = Path(__file__).with_name("validate_argo.mjs")


def problems(objects: Sequence[dict[str, Any]]) -> list[str]:
    """Give what the schemas find wrong with objects; fields that they do not know are wrong, too."""
    found = [_problem(each) for each in objects if each["apiVersion"] not in CUSTOM]
    argo = [each for each in objects if each["apiVersion"] == ARGO]
    return [problem for problem in [*found, *(_argo_problems(argo) if argo else [])] if problem]


def _problem(each: dict[str, Any]) -> str:
    try:
        kubernetes_validate.validate(each, VERSION, strict=True)
    except kubernetes_validate.ValidationError as error:
        return f"{each['kind']}: {error.message}"
    return ""


def _argo_problems(objects: Sequence[dict[str, Any]]) -> list[str]:
    checked = subprocess.run(
        [str(shutil.which("node")), str(_ARGO_PROGRAM)],
        input=json.dumps(objects),
        capture_output=True,
        text=True,
        check=True,
        cwd=support.ROOT,
    )
    return [str(problem) for problem in json.loads(checked.stdout)]


def pods(objects: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the specification of every pod that objects would make."""
    found = []
    for each in objects:
        if each["kind"] in ("Deployment", "Rollout"):
            found.append(each["spec"]["template"]["spec"])
        if each["kind"] == "AnalysisTemplate":
            jobs = [metric["provider"].get("job") for metric in each["spec"]["metrics"]]
            found.extend(job["spec"]["template"]["spec"] for job in jobs if job)
    return found

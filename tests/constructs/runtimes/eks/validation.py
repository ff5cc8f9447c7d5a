"""Manifests against the schemas of Kubernetes, and of what a cluster has besides."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import kubernetes_validate
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from goldenpath.runtimes.eks.cluster.auto_mode_cluster import VERSION
from tests import support

MODELLED = ("argoproj.io/v1alpha1", "karpenter.sh/v1")
_PROGRAM = Path(__file__).with_name("validate_custom.mjs")
_TEXTS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}


def _closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(required),
    }


def _list_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_TEXT: dict[str, Any] = {"type": "string"}
_PAIR = _closed({"key": _TEXT, "value": _TEXT}, "key", "value")
DOCUMENTED = {
    # https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html, which has all there is
    "eks.amazonaws.com/v1": _closed(
        {
            "namespaceSelector": {"type": "object"},
            "group": _closed({"name": _TEXT}, "name"),
            "scheme": {"enum": ["internal", "internet-facing"]},
            "ipAddressType": {"enum": ["ipv4", "dualstack"]},
            "subnets": _closed({"ids": _list_of(_TEXT), "matchTags": {"type": "array"}}),
            "tags": _list_of(_PAIR),
            "certificateARNs": _list_of(_TEXT),
            "loadBalancerAttributes": _list_of(_PAIR),
        }
    ),
    # https://secrets-store-csi-driver.sigs.k8s.io/concepts.html#secretproviderclass
    "secrets-store.csi.x-k8s.io/v1": _closed(
        {
            "provider": _TEXT,
            "parameters": _TEXTS,
            "secretObjects": _list_of(
                _closed(
                    {
                        "secretName": _TEXT,
                        "type": _TEXT,
                        "labels": _TEXTS,
                        "annotations": _TEXTS,
                        "data": _list_of(_closed({"objectName": _TEXT, "key": _TEXT}, "objectName", "key")),
                    },
                    "secretName",
                    "type",
                    "data",
                )
            ),
        },
        "provider",
    ),
}


def problems(objects: Sequence[dict[str, Any]]) -> list[str]:
    """Give what the schemas find wrong with objects; fields that they do not know are wrong, too."""
    found = [_problem(each) for each in objects if each["apiVersion"] not in MODELLED]
    modelled = [each for each in objects if each["apiVersion"] in MODELLED]
    return [problem for problem in [*found, *(_modelled(modelled) if modelled else [])] if problem]


def _problem(each: dict[str, Any]) -> str:
    if schema := DOCUMENTED.get(each["apiVersion"]):
        error = best_match(Draft202012Validator(schema).iter_errors(each["spec"]))
        return "" if error is None else f"{each['kind']}: {error.message}"
    try:
        kubernetes_validate.validate(each, VERSION, strict=True)
    except kubernetes_validate.ValidationError as error:
        return f"{each['kind']}: {error.message}"
    return ""


def _modelled(objects: Sequence[dict[str, Any]]) -> list[str]:
    checked = subprocess.run(
        [str(shutil.which("node")), str(_PROGRAM)],
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

"""What Argo Rollouts does between two releases: all traffic goes to the stable version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALL = 100


def steady_action(rollouts: Iterable[dict[str, Any]], ingress: dict[str, Any], backend: str) -> str | None:
    """Return the action that Argo Rollouts would write on an ingress; nothing where no rollout moves it.

    Parameters
    ----------
    rollouts
        Those of the cluster.
    ingress
        The ingress.
    backend
        The service of its rule, which a rollout names as its root, or as its stable version.
    """
    for rollout in rollouts:
        canary = rollout["spec"].get("strategy", {}).get("canary") or {}
        routing = (canary.get("trafficRouting") or {}).get("alb") or {}
        names = [routing.get("ingress"), *(routing.get("ingresses") or [])]
        is_near = rollout["metadata"]["namespace"] == ingress["metadata"]["namespace"]
        root = routing.get("rootService") or canary.get("stableService")
        if is_near and ingress["metadata"]["name"] in names and root == backend:
            return _forward(canary, routing)
    return None


def _forward(canary: dict[str, Any], routing: dict[str, Any]) -> str:
    shares = ((canary["stableService"], _ALL), (canary["canaryService"], 0))
    groups = [
        {"ServiceName": service, "ServicePort": str(routing["servicePort"]), "Weight": weight}
        for service, weight in shares
    ]
    return json.dumps({"Type": "forward", "ForwardConfig": {"TargetGroups": groups}})

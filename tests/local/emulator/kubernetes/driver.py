"""What the tests send to a cluster's API."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]
CONFIG_MAP: dict[str, Any] = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "colours"}}
CONTAINERS: list[dict[str, Any]] = [
    {"name": "shop", "image": "shop:1", "env": [{"name": "RED", "value": "1"}]},
    {"name": "proxy", "image": "proxy:1"},
]
DEPLOYMENT: dict[str, Any] = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "shop", "labels": {"prune": "me"}},
    "spec": {
        "selector": {"matchLabels": {"app": "shop"}},
        "template": {"metadata": {"labels": {"app": "shop"}}, "spec": {"containers": CONTAINERS}},
    },
}
DEFINITION: dict[str, Any] = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {"name": "shops.example.com"},
    "spec": {
        "group": "example.com",
        "scope": "Namespaced",
        "names": {"kind": "Shop", "plural": "shops"},
        "versions": [
            {
                "name": "v1",
                "served": True,
                "storage": True,
                "schema": {
                    "openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
                },
            }
        ],
    },
}
SHOP = {"apiVersion": "example.com/v1", "kind": "Shop", "metadata": {"name": "books"}, "spec": {"shelves": 2}}


def with_containers(*containers: dict[str, Any]) -> dict[str, Any]:
    """Describe the deployment with other containers."""
    template = {"metadata": {"labels": {"app": "shop"}}, "spec": {"containers": list(containers)}}
    return DEPLOYMENT | {"spec": DEPLOYMENT["spec"] | {"template": template}}

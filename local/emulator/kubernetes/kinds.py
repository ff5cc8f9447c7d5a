"""The kinds of objects that the API knows, before any definition adds to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFINITION = "CustomResourceDefinition"
_CLUSTER_WIDE = {
    "ClusterRole",
    "ClusterRoleBinding",
    DEFINITION,
    "IngressClass",
    "IngressClassParams",
    "Namespace",
    "Node",
    "NodeClass",
    "NodeClaim",
    "NodePool",
    "PersistentVolume",
    "StorageClass",
    "ClusterAnalysisTemplate",
}
_BUILT_IN = {
    "v1": "ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod "
    "ReplicationController ResourceQuota Secret Service ServiceAccount",
    "apiextensions.k8s.io/v1": DEFINITION,
    "apps/v1": "DaemonSet Deployment ReplicaSet StatefulSet",
    "autoscaling/v2": "HorizontalPodAutoscaler",
    "batch/v1": "CronJob Job",
    "coordination.k8s.io/v1": "Lease",
    "discovery.k8s.io/v1": "EndpointSlice",
    "networking.k8s.io/v1": "Ingress IngressClass NetworkPolicy",
    "policy/v1": "PodDisruptionBudget",
    "rbac.authorization.k8s.io/v1": "ClusterRole ClusterRoleBinding Role RoleBinding",
    "storage.k8s.io/v1": "StorageClass",
}
# What EKS Auto Mode and the controllers of a cluster bring; their schemas are not at hand.
_CUSTOM = {
    "argoproj.io/v1alpha1": "AnalysisRun AnalysisTemplate ClusterAnalysisTemplate Experiment Rollout",
    "eks.amazonaws.com/v1": "IngressClassParams NodeClass TargetGroupBinding",
    "karpenter.sh/v1": "NodeClaim NodePool",
    "secrets-store.csi.x-k8s.io/v1": "SecretProviderClass",
}
_PLURALS = {
    "Endpoints": "endpoints",
    "IngressClassParams": "ingressclassparams",
}


_SHORT_NAMES = {
    "ConfigMap": "cm",
    "Deployment": "deploy",
    "HorizontalPodAutoscaler": "hpa",
    "Ingress": "ing",
    "Namespace": "ns",
    "NetworkPolicy": "netpol",
    "PodDisruptionBudget": "pdb",
    "Rollout": "ro",
    "Service": "svc",
    "ServiceAccount": "sa",
}


@dataclass(frozen=True)
class Kind:
    """One kind of object.

    Parameters
    ----------
    api_version
        Its group and version, such as ``apps/v1``.
    name
        Its name, such as ``Deployment``.
    plural
        Its name in paths.
    is_namespaced
        Whether its objects stand in namespaces.
    has_schema
        Whether Kubernetes' own schemas describe it.
    """

    api_version: str
    name: str
    plural: str
    is_namespaced: bool
    has_schema: bool

    @property
    def short_names(self) -> list[str]:
        """What people call it by."""
        return [_SHORT_NAMES[self.name]] if self.name in _SHORT_NAMES else []


def known_kinds() -> Iterator[Kind]:
    """List the kinds of a new cluster in Auto Mode."""
    for kinds, has_schema in ((_BUILT_IN, True), (_CUSTOM, False)):
        for api_version, names in kinds.items():
            for name in names.split():
                plural = _PLURALS.get(name) or _plural(name)
                yield Kind(api_version, name, plural, name not in _CLUSTER_WIDE, has_schema)


def defined_kinds(definition: dict[str, Any]) -> Iterator[Kind]:
    """List the kinds that a custom resource definition adds.

    Parameters
    ----------
    definition
        The definition, an object itself.
    """
    spec = definition["spec"]
    for version in spec["versions"]:
        yield Kind(
            f"{spec['group']}/{version['name']}",
            spec["names"]["kind"],
            spec["names"]["plural"],
            spec["scope"] == "Namespaced",
            has_schema=False,
        )


def _plural(name: str) -> str:
    lower = name.lower()
    if lower.endswith("y"):
        return f"{lower[:-1]}ies"
    return f"{lower}es" if lower.endswith("s") else f"{lower}s"

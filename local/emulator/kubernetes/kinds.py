"""The kinds of objects that the API knows, before any definition adds to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.schemas import kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFINITION = "CustomResourceDefinition"
# Schemas do not tell which kinds stand in namespaces.
_CLUSTER_WIDE = (
    "APIService CertificateSigningRequest ClusterAnalysisTemplate ClusterRole ClusterRoleBinding CSIDriver "
    "CSINode CustomResourceDefinition DeviceClass FlowSchema IngressClass IngressClassParams IPAddress "
    "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration Namespace Node "
    "NodeClass NodeClaim NodePool PersistentVolume PriorityClass PriorityLevelConfiguration ResourceSlice "
    "RuntimeClass ServiceCIDR StorageClass ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding "
    "ValidatingWebhookConfiguration VolumeAttachment VolumeAttributesClass"
)
# What is asked and answered, or stands below another object: nothing that is kept.
_NOT_KEPT = (
    "Binding ComponentStatus Eviction LocalSubjectAccessReview Scale SelfSubjectAccessReview "
    "SelfSubjectReview SelfSubjectRulesReview SubjectAccessReview TokenRequest TokenReview"
)
# What EKS Auto Mode and the controllers of a cluster bring; their schemas are not at hand.
_CUSTOM = {
    "argoproj.io/v1alpha1": "AnalysisRun AnalysisTemplate ClusterAnalysisTemplate Experiment Rollout",
    "eks.amazonaws.com/v1": "IngressClassParams NodeClass TargetGroupBinding",
    "karpenter.sh/v1": "NodeClaim NodePool",
    "secrets-store.csi.x-k8s.io/v1": "SecretProviderClass",
}
_PLURALS = {"Endpoints": "endpoints", "IngressClassParams": "ingressclassparams"}
_SHORT_NAMES = {
    "ConfigMap": "cm",
    "CronJob": "cj",
    "CustomResourceDefinition": "crd",
    "DaemonSet": "ds",
    "Deployment": "deploy",
    "Endpoints": "ep",
    "HorizontalPodAutoscaler": "hpa",
    "Ingress": "ing",
    "Namespace": "ns",
    "NetworkPolicy": "netpol",
    "Node": "no",
    "PersistentVolume": "pv",
    "PersistentVolumeClaim": "pvc",
    "Pod": "po",
    "PodDisruptionBudget": "pdb",
    "ReplicaSet": "rs",
    "Rollout": "ro",
    "Service": "svc",
    "ServiceAccount": "sa",
    "StatefulSet": "sts",
    "StorageClass": "sc",
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
    short_names
        What people call it by.
    """

    api_version: str
    name: str
    plural: str
    is_namespaced: bool
    has_schema: bool
    short_names: tuple[str, ...] = ()


def known_kinds(version: str) -> Iterator[Kind]:
    """List the kinds of a new cluster in Auto Mode.

    Parameters
    ----------
    version
        Its version.
    """
    for api_version, name in kinds_of(version):
        if name not in _NOT_KEPT.split():
            yield _kind(api_version, name, has_schema=True)
    for api_version, names in _CUSTOM.items():
        for name in names.split():
            yield _kind(api_version, name, has_schema=False)


def defined_kinds(definition: dict[str, Any]) -> Iterator[Kind]:
    """List the kinds that a custom resource definition adds.

    Parameters
    ----------
    definition
        The definition, an object itself.
    """
    spec = definition["spec"]
    for version in spec["versions"]:
        if version["served"]:
            yield Kind(
                f"{spec['group']}/{version['name']}",
                spec["names"]["kind"],
                spec["names"]["plural"],
                spec["scope"] == "Namespaced",
                has_schema=False,
                short_names=tuple(spec["names"].get("shortNames") or ()),
            )


def _kind(api_version: str, name: str, *, has_schema: bool) -> Kind:
    plural = _PLURALS.get(name) or _plural(name)
    short_names = (_SHORT_NAMES[name],) if name in _SHORT_NAMES else ()
    return Kind(api_version, name, plural, name not in _CLUSTER_WIDE.split(), has_schema, short_names)


def _plural(name: str) -> str:
    lower = name.lower()
    if lower.endswith("y"):
        return f"{lower[:-1]}ies"
    return f"{lower}es" if lower.endswith("s") else f"{lower}s"

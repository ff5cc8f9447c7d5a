"""Kubernetes objects, as types of their API and as what is sent."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from aws_cdk import aws_eks_v2 as eks
from constructs import Construct


class KubernetesObject(Protocol):
    """An object of a type that Kubernetes brings along."""

    def to_dict(self) -> dict[str, Any]:
        """Give it as it is sent, without what is not set."""


CustomObject = Mapping[str, Any]
"""An object of a type that a controller brings along: Argo Rollouts, EKS Auto Mode, Karpenter."""


class Manifest(eks.KubernetesManifest):
    """Objects that are made, changed and removed together.

    Parameters
    ----------
    scope
        The construct they belong to.
    construct_id
        Their id in that scope.
    cluster
        Where they live.
    objects
        The objects, in the order in which they need each other.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        cluster: eks.ICluster,
        objects: Sequence[KubernetesObject | CustomObject],
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            cluster=cluster,
            # A stack that failed half-way leaves objects behind, which the next attempt takes over.
            overwrite=True,
            manifest=[each if isinstance(each, Mapping) else each.to_dict() for each in objects],
        )

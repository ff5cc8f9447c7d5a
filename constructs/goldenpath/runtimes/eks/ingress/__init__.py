"""The ways into a cluster: load balancers that EKS makes from Kubernetes' objects."""

from goldenpath.runtimes.eks.ingress.alias import name_load_balancer
from goldenpath.runtimes.eks.ingress.front import NAMESPACE, GroupSettings
from goldenpath.runtimes.eks.ingress.ingress_group import IngressGroup
from goldenpath.runtimes.eks.ingress.ingress_targets import IngressTargets
from goldenpath.runtimes.eks.ingress.service_ingress import ServiceIngress

__all__ = [
    "NAMESPACE",
    "GroupSettings",
    "IngressGroup",
    "IngressTargets",
    "ServiceIngress",
    "name_load_balancer",
]

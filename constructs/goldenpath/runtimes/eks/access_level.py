"""What somebody may do in a cluster."""

from typing import Literal

from aws_cdk import aws_eks_v2 as eks

AccessLevel = Literal["view", "edit", "admin", "cluster-admin"]

_POLICIES = {
    "view": "AmazonEKSViewPolicy",
    "edit": "AmazonEKSEditPolicy",
    "admin": "AmazonEKSAdminPolicy",
    "cluster-admin": "AmazonEKSClusterAdminPolicy",
}


def access_policy(level: AccessLevel) -> eks.IAccessPolicy:
    """Give the policy of EKS for a level, over the whole cluster."""
    return eks.AccessPolicy.from_access_policy_name(
        _POLICIES[level], access_scope_type=eks.AccessScopeType.CLUSTER
    )

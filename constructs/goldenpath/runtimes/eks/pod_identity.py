"""Who a pod is to AWS."""

from aws_cdk import aws_iam as iam
from constructs import Construct


def pod_role(scope: Construct, construct_id: str, *, description: str) -> iam.Role:
    """Make a role that pods take on by EKS Pod Identity, and nobody else.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    description
        Whose role it is.

    References
    ----------
    https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
    """
    return iam.Role(scope, construct_id, description=description, assumed_by=pod_principal())


def pod_principal() -> iam.IPrincipal:
    """Name what takes a role on for pods."""
    return iam.SessionTagsPrincipal(iam.ServicePrincipal("pods.eks.amazonaws.com"))

"""What only EKS offers, and a platform there may have."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from goldenpath.runtimes.eks.access_level import AccessLevel
from goldenpath.service import DigestImage, DirectoryImage, Specification, matching

_RoleName = Annotated[
    str, matching(r"[A-Za-z0-9+=,.@_/-]{1,128}", "the name of an IAM role, with its path if it has one")
]
_Cidr = Annotated[
    str, matching(r"([0-9]{1,3}\.){3}[0-9]{1,3}/[0-9]{1,2}", "an IPv4 range, such as 192.0.2.0/24")
]


class EksOptions(Specification):
    """Who may enter a cluster and from where, and the ways into it.

    Parameters
    ----------
    access
        Names of IAM roles of the account, and what each may do: ``view``, ``edit``, ``admin`` or
        ``cluster-admin``; none by default.
    endpoint_cidrs
        IPv4 ranges from which the cluster's API is reached over the internet, too; none by default.
    public_ingress, internal_ingress
        Whether there is a load balancer for the internet, as there is by default, and one between services,
        as there is not.
    smoke_test_image
        An image with ``wget``, by which new versions are tried before they get traffic. Without one, the
        default, a version gets traffic once it is healthy.

    Raises
    ------
    SpecificationError
        If a value is not allowed.

    Examples
    --------
    >>> from goldenpath import EksOptions
    >>> EksOptions(access={"platform-team": "cluster-admin", "developers": "view"}).endpoint_cidrs
    ()

    References
    ----------
    https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
    """

    access: Mapping[_RoleName, AccessLevel] = Field(default_factory=dict)
    endpoint_cidrs: tuple[_Cidr, ...] = ()
    public_ingress: bool = True
    internal_ingress: bool = False
    smoke_test_image: Annotated[DirectoryImage | DigestImage, Field(discriminator="kind")] | None = None

"""What only EKS offers, and a platform there may have."""

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Annotated

from pydantic import AfterValidator, Field

from goldenpath.runtimes.eks.access_level import AccessLevel
from goldenpath.service import DigestImage, DirectoryImage, Specification, matching

_RoleName = Annotated[
    str, matching(r"[A-Za-z0-9+=,.@_/-]{1,128}", "the name of an IAM role, with its path if it has one")
]
_PRIVATE = tuple(IPv4Network(cidr) for cidr in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))  # RFC 1918


def _range_of_the_internet(cidr: str) -> str:
    """Refuse what EKS would refuse: what is no range, and what no request over the internet comes from."""
    try:
        network = IPv4Network(cidr)
        is_allowed = "/" in cidr and not any(network.subnet_of(private) for private in _PRIVATE)
    except ValueError:
        is_allowed = False
    if not is_allowed:
        raise ValueError("should be an IPv4 range of the internet, such as 192.0.2.0/24")
    return cidr


_Cidr = Annotated[str, AfterValidator(_range_of_the_internet)]


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

"""How a network's addresses are divided."""

from ipaddress import AddressValueError, IPv4Network, NetmaskValueError

MOST_ZONES = 4
SMALLEST_PREFIX = 22  # leaves public subnets of /27, the smallest that a load balancer accepts
LARGEST_PREFIX = 16  # the largest that a VPC can have
_PRIVATE_BITS = 3
_EDGE_BITS = 5


class AddressPlan:
    """The tiers' subnet sizes, with room for four zones, so that a zone can be added without renumbering.

    Of a network's addresses the private tier gets an eighth a zone, the public and the isolated tier
    each a thirty-second a zone.

    Parameters
    ----------
    cidr
        The network's IPv4 range, /16 to /22.

    Raises
    ------
    ValueError
        If the range is none or has another size.

    References
    ----------
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
    """

    def __init__(self, cidr: str) -> None:
        try:
            network = IPv4Network(cidr)
        except (AddressValueError, NetmaskValueError, ValueError) as error:
            raise ValueError(
                f"A network's range should be an IPv4 network such as 10.0.0.0/16: {error}"
            ) from None
        if not LARGEST_PREFIX <= network.prefixlen <= SMALLEST_PREFIX:
            raise ValueError(
                f"A network's range should be /{LARGEST_PREFIX} to /{SMALLEST_PREFIX}, not {cidr}: "
                "its tiers need room for a load balancer and its tasks in each zone"
            )
        self.private_prefix = network.prefixlen + _PRIVATE_BITS
        self.edge_prefix = network.prefixlen + _EDGE_BITS

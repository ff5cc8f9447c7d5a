"""How private subnets reach the internet."""

from enum import StrEnum


class NatMode(StrEnum):
    """How many NAT gateways a network has.

    ``none`` costs nothing and leaves the private tier without a way out but endpoints; ``single``
    costs one gateway and loses the way out with its zone; ``per-az`` loses it in no zone but the failed one.

    Examples
    --------
    >>> from goldenpath import NatMode
    >>> NatMode("per-az")
    <NatMode.PER_AZ: 'per-az'>
    """

    NONE = "none"
    SINGLE = "single"
    PER_AZ = "per-az"

    def gateways(self, zones: int) -> int:
        """Count the gateways in a network of so many zones."""
        return {NatMode.NONE: 0, NatMode.SINGLE: 1, NatMode.PER_AZ: zones}[self]

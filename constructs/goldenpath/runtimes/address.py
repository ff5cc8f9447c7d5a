"""Addresses that AWS gives when a stack is deployed."""

from aws_cdk import Fn

_SCHEME = "https://"


def host_of(address: str) -> str:
    """Give the host of an address that may or may not begin with ``https://``: not every document says.

    Parameters
    ----------
    address
        An attribute of a resource.
    """
    # With a scheme in front for sure, there is always something to split off.
    return Fn.join("", Fn.split(_SCHEME, f"{_SCHEME}{address}"))

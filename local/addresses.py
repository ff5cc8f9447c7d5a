"""Addresses of load balancers, as the emulator has them; it reads this module too."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping


def address_here(value: str, balancers: Mapping[str, str], endpoint: str) -> str:
    """Turn a load balancer's address into the one under which the emulator is that load balancer.

    Parameters
    ----------
    value
        What may be such an address; anything else stays as it is.
    balancers
        The load balancers' names by their host names.
    endpoint
        The emulator's address.
    """
    address = urlsplit(value)
    for host, name in balancers.items():
        if address.scheme == "http" and address.hostname == host.lower():
            return f"{endpoint}/_alb/{name}{address.path}"
    return value

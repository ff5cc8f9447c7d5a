"""Checks of one value, beyond what a type can say."""

from ipaddress import IPv4Network
from typing import TypeVar

Item = TypeVar("Item")

# What the construct Network takes. It is not asked here: settings are read before CDK is loaded.
LARGEST_PREFIX, SMALLEST_PREFIX = 16, 22
_PRIVATE = tuple(IPv4Network(cidr) for cidr in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))  # RFC 1918


def unique(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Refuse a list that names something twice."""
    if len(set(items)) != len(items):
        raise ValueError("an item stands there twice")
    return items


def is_address_range(cidr: IPv4Network) -> IPv4Network:
    """Refuse a network that is not private, or has not the size that a VPC's tiers need."""
    if not any(cidr.subnet_of(private) for private in _PRIVATE):
        raise ValueError("not private")
    if not LARGEST_PREFIX <= cidr.prefixlen <= SMALLEST_PREFIX:
        raise ValueError("too large or too small")
    return cidr

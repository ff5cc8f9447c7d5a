"""Lets requests in to load balancers of every account and region: a shopper has neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ministack.core import responses
from ministack.services import alb

from local.emulator.extensions.private import read, replace

if TYPE_CHECKING:
    from collections.abc import Callable


def find_balancers_everywhere() -> None:
    """Find a load balancer by its name among all; its account and region become those of the request."""
    own: Callable[[str], Any] = read(alb, "_find_lb_by_name")

    def find(name: str) -> Any:
        return own(name) or _elsewhere(name)

    replace("_find_lb_by_name", find, alb)


def _elsewhere(name: str) -> Any:
    of_all = read(read(alb, "_lbs"), "_data")
    for (account, region, _), balancer in list(of_all.items()):
        if str(balancer["LoadBalancerName"]).lower() == name.lower():
            responses.set_request_account_id(account)
            responses.set_request_region(region)
            return balancer
    return None

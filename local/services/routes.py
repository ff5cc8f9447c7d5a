"""Where requests to a load balancer's address end up, for services that run as processes without one."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.clients import Clients


@dataclass(frozen=True, kw_only=True)
class Route:
    """What a rule of a load balancer says.

    Parameters
    ----------
    host
        The load balancer's name.
    priority
        The rule's rank; lower ones first.
    paths
        Patterns of paths, any of which is enough.
    target_groups
        Where it leads to.
    """

    host: str
    priority: int
    paths: tuple[str, ...]
    target_groups: frozenset[str]


def read_routes(clients: Clients) -> list[Route]:
    """Read the rules of all load balancers, each in its order.

    Parameters
    ----------
    clients
        The local AWS.
    """
    found = [
        _route(str(balancer["DNSName"]), rule)
        for balancer in clients.elbv2.describe_load_balancers()["LoadBalancers"]
        for listener in clients.elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])[
            "Listeners"
        ]
        for rule in clients.elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
        if rule["Priority"] != "default"
    ]
    return sorted(found, key=lambda route: route.priority)


def follow(value: str, routes: list[Route], processes: Mapping[str, str]) -> str:
    """Turn a load balancer's address into that of the process that answers there; leave all else alone.

    Parameters
    ----------
    value
        What may be such an address.
    routes
        The load balancers' rules.
    processes
        Where the process behind a target group listens, by the group's ARN.
    """
    address = urlsplit(value)
    for route in routes:
        if address.hostname == route.host.lower() and _matches(address.path, route.paths):
            for group, process in processes.items():
                if group in route.target_groups:
                    return process.rstrip("/") + address.path
    return value


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Say whether what is asked below a path follows a rule."""
    return any(fnmatchcase(f"{path.rstrip('/')}/", pattern) for pattern in patterns)


def _route(host: str, rule: Any) -> Route:
    forwards = [action.get("ForwardConfig", {}).get("TargetGroups", []) for action in rule["Actions"]]
    groups = [group["TargetGroupArn"] for forward in forwards for group in forward]
    groups += [action["TargetGroupArn"] for action in rule["Actions"] if action.get("TargetGroupArn")]
    paths = [
        path
        for condition in rule["Conditions"]
        if condition["Field"] == "path-pattern"
        for path in condition.get("Values") or condition["PathPatternConfig"]["Values"]
    ]
    return Route(
        host=host, priority=int(rule["Priority"]), paths=tuple(paths), target_groups=frozenset(groups)
    )

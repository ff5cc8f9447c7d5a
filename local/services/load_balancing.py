"""Requests through the emulator's load balancers, which pass them on to what is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from local.environment import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local.clients import Clients
    from local.reporting.summary import Service
    from local.services.tasks import Task


def read_balancers(clients: Clients) -> dict[str, str]:
    """Return the load balancers' names by their host names.

    Parameters
    ----------
    clients
        The local AWS.
    """
    found = clients.elbv2.describe_load_balancers()["LoadBalancers"]
    return {str(balancer["DNSName"]): str(balancer["LoadBalancerName"]) for balancer in found}


def register(clients: Clients, tasks: Iterable[Task], services: Iterable[Service]) -> None:
    """Let the load balancers lead to where the services really listen.

    Parameters
    ----------
    clients
        The local AWS.
    tasks
        The deployed services.
    services
        What runs of them.
    """
    ports = {service.arn: urlsplit(service.url).port for service in services if service.url}
    for task in tasks:
        port = ports.get(task.service_arn)
        if task.target_group is None or port is None:
            continue
        health = clients.elbv2.describe_target_health(TargetGroupArn=task.target_group)
        stale = [each["Target"] for each in health["TargetHealthDescriptions"]]
        if stale:
            clients.elbv2.deregister_targets(TargetGroupArn=task.target_group, Targets=stale)
        clients.elbv2.register_targets(
            TargetGroupArn=task.target_group, Targets=[{"Id": LOOPBACK, "Port": port}]
        )

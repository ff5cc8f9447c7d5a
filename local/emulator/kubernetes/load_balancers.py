"""What EKS Auto Mode makes of ingresses: load balancers, in the emulator's own API."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.backends import PREFIX, USE_ANNOTATION
from local.emulator.kubernetes.balancer import Balancer
from local.emulator.kubernetes.ingresses import NETWORKING, Group, grouped
from local.emulator.kubernetes.rollouts import steady_action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from local.emulator.kubernetes.objects import Objects

_LONGEST_NAME = 32


class LoadBalancers:
    """Keeps one application load balancer for each group of ingresses, with a rule for each of their paths.

    Parameters
    ----------
    cluster
        The cluster's name.
    find_vpc
        Finds the network that target groups belong to.
    connect
        Gives a client of the load balancers' API.
    """

    def __init__(self, cluster: str, find_vpc: Callable[[], str], connect: Callable[[], Any]) -> None:
        self._cluster = cluster
        self._find_vpc = find_vpc
        self._connect = connect
        self._made: dict[str, Balancer] = {}
        self._followed: dict[str, Group] = {}
        self._lock = threading.Lock()

    def follow(self, objects: Objects) -> None:
        """Make, change or remove load balancers, as the objects say now."""
        with self._lock:
            _write_weights(objects)
            groups = {group.name: group for group in grouped(objects)}
            for name in self._made.keys() - groups.keys():
                self._followed.pop(name, None)
                self._made.pop(name).remove()
            for name, group in groups.items():
                if self._followed.get(name) != group:
                    self._followed.pop(name, None)  # what fails is tried anew with the next change
                    self._balancer(name).follow(group)
                    self._followed[name] = group
                self._tell(objects, group)

    def _balancer(self, name: str) -> Balancer:
        if name not in self._made:
            self._made[name] = Balancer(self._connect(), self._named, self._find_vpc())
        return self._made[name]

    def _tell(self, objects: Objects, group: Group) -> None:
        status = {"loadBalancer": {"ingress": [{"hostname": self._made[group.name].hostname}]}}
        for namespace, name in group.ingresses:
            objects.note(objects.kind(NETWORKING, "ingresses"), namespace, name, {"status": status})

    def _named(self, *parts: str) -> str:
        """Name something as EKS does: what it is for, and a hash that keeps clusters apart."""
        digest = hashlib.sha256("/".join((self._cluster, *parts)).encode()).hexdigest()[:10]
        stem = "-".join(["k8s", *(part[:8].strip("-") for part in parts)])
        return f"{stem[: _LONGEST_NAME - 11]}-{digest}"


def _write_weights(objects: Objects) -> None:
    """Write the annotations that a rollout's controller would write."""
    rollouts = objects.of("argoproj.io/v1alpha1", "Rollout")
    for ingress in objects.of(NETWORKING, "Ingress") if rollouts else ():
        for backend in _by_annotation(ingress):
            name = f"{PREFIX}/actions.{backend}"
            action = steady_action(rollouts, ingress, backend)
            if action and name not in (ingress["metadata"].get("annotations") or {}):
                metadata = ingress["metadata"]
                patch = {"metadata": {"annotations": {name: action}}}
                kind = objects.kind(NETWORKING, "ingresses")
                objects.note(kind, metadata["namespace"], metadata["name"], patch)


def _by_annotation(ingress: dict[str, Any]) -> Iterator[str]:
    rules = ingress["spec"].get("rules") or []
    paths = [path for rule in rules for path in (rule.get("http") or {}).get("paths") or []]
    for path in paths:
        service = path["backend"].get("service") or {}
        if (service.get("port") or {}).get("name") == USE_ANNOTATION:
            yield str(service["name"])

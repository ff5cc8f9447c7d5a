"""What EKS Auto Mode makes of ingresses: load balancers, in the emulator's own API."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.emulator.kubernetes.objects import Objects

_CONTROLLER = "eks.amazonaws.com/alb"
_PREFIX = "alb.ingress.kubernetes.io"
_LONGEST_NAME = 32
_NOT_FOUND = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]


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
        self._made: dict[str, _Made] = {}
        self._seen = ""
        self._lock = threading.RLock()

    def follow(self, objects: Objects) -> None:
        """Make, change or remove load balancers, as the objects say now."""
        with self._lock:
            groups = _groups(objects)
            seen = json.dumps(groups, sort_keys=True, default=str)
            if seen == self._seen:
                return
            self._seen = seen
            client = self._connect()
            for name in self._made.keys() - groups.keys():
                self._made.pop(name).remove(client)
            for name, group in groups.items():
                made = self._made.setdefault(name, _Made())
                made.follow(client, group, self._named, self._find_vpc())
                for ingress in group["ingresses"]:
                    objects.set_status(ingress, {"loadBalancer": {"ingress": [{"hostname": made.hostname}]}})

    def _named(self, *parts: str) -> str:
        """Name something as EKS does: what it is for, and a hash that keeps clusters apart."""
        digest = hashlib.sha256("/".join((self._cluster, *parts)).encode()).hexdigest()[:10]
        stem = "-".join(["k8s", *(part[:8].strip("-") for part in parts)])
        return f"{stem[: _LONGEST_NAME - 11]}-{digest}"


class _Made:
    """One load balancer, and what belongs to it."""

    def __init__(self) -> None:
        self.hostname = ""
        self._arn = ""
        self._listener = ""
        self._groups: dict[str, str] = {}

    def follow(self, client: Any, group: dict[str, Any], named: Callable[..., str], vpc_id: str) -> None:
        if not self._arn:
            self._create(client, group, named)
        for rule in client.describe_rules(ListenerArn=self._listener)["Rules"]:
            if not rule["IsDefault"]:
                client.delete_rule(RuleArn=rule["RuleArn"])
        wanted: set[str] = set()
        for priority, rule in enumerate(_rules(group["ingresses"]), start=1):
            targets = []
            for service, port, weight in rule["services"]:
                name = named(rule["namespace"], service, str(port))
                wanted.add(name)
                targets.append({"TargetGroupArn": self._target(client, name, port, vpc_id), "Weight": weight})
            client.create_rule(
                ListenerArn=self._listener,
                Priority=priority,
                Conditions=rule["conditions"],
                Actions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": targets}}]
                if targets
                else _NOT_FOUND,
            )
        for name in self._groups.keys() - wanted:
            client.delete_target_group(TargetGroupArn=self._groups.pop(name))

    def remove(self, client: Any) -> None:
        client.delete_load_balancer(LoadBalancerArn=self._arn)
        for arn in self._groups.values():
            client.delete_target_group(TargetGroupArn=arn)

    def _create(self, client: Any, group: dict[str, Any], named: Callable[..., str]) -> None:
        (made,) = client.create_load_balancer(
            Name=named(group["name"]),
            Type="application",
            Scheme=group["scheme"],
            Subnets=group["subnets"],
            SecurityGroups=group["security_groups"],
        )["LoadBalancers"]
        self._arn, self.hostname = made["LoadBalancerArn"], made["DNSName"]
        (listener,) = client.create_listener(
            LoadBalancerArn=self._arn, Protocol="HTTP", Port=80, DefaultActions=_NOT_FOUND
        )["Listeners"]
        self._listener = listener["ListenerArn"]

    def _target(self, client: Any, name: str, port: int, vpc_id: str) -> str:
        if name not in self._groups:
            (made,) = client.create_target_group(
                Name=name, Protocol="HTTP", Port=port, VpcId=vpc_id, TargetType="ip"
            )["TargetGroups"]
            self._groups[name] = made["TargetGroupArn"]
        return self._groups[name]


def _groups(objects: Objects) -> dict[str, dict[str, Any]]:
    """Gather the ingresses that share a load balancer, and what it is to be like."""
    parameters = {
        each["metadata"]["name"]: each for each in objects.of("eks.amazonaws.com/v1", "IngressClassParams")
    }
    classes = {}
    for each in objects.of("networking.k8s.io/v1", "IngressClass"):
        if each["spec"]["controller"] == _CONTROLLER:
            named = (each["spec"].get("parameters") or {}).get("name", "")
            classes[each["metadata"]["name"]] = (parameters.get(named) or {}).get("spec", {})
    groups: dict[str, dict[str, Any]] = {}
    ingresses = defaultdict(list)
    for ingress in objects.of("networking.k8s.io/v1", "Ingress"):
        class_ = ingress["spec"].get("ingressClassName", "")
        if class_ in classes:
            spec = classes[class_]
            metadata = ingress["metadata"]
            name = (spec.get("group") or {}).get("name") or f"{metadata['namespace']}-{metadata['name']}"
            ingresses[name].append(ingress)
            groups[name] = {
                "name": name,
                "scheme": spec.get("scheme", "internal"),
                "subnets": (spec.get("subnets") or {}).get("ids", []),
            }
    for name, group in groups.items():
        group["ingresses"] = sorted(ingresses[name], key=_order)
        group["security_groups"] = [
            each
            for ingress in group["ingresses"]
            for each in _annotations(ingress).get(f"{_PREFIX}/security-groups", "").split(",")
            if each
        ]
    return groups


def _order(ingress: dict[str, Any]) -> tuple[int, str, str]:
    metadata = ingress["metadata"]
    return (
        int(_annotations(ingress).get(f"{_PREFIX}/group.order", 0)),
        metadata["namespace"],
        metadata["name"],
    )


def _annotations(ingress: dict[str, Any]) -> dict[str, str]:
    return ingress["metadata"].get("annotations") or {}


def _rules(ingresses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rules = []
    for ingress in ingresses:
        for rule in ingress["spec"].get("rules") or []:
            for path in (rule.get("http") or {}).get("paths") or []:
                conditions = [
                    {"Field": "path-pattern", "PathPatternConfig": {"Values": [path.get("path", "/*")]}}
                ]
                if rule.get("host"):
                    conditions.append(
                        {"Field": "host-header", "HostHeaderConfig": {"Values": [rule["host"]]}}
                    )
                rules.append(
                    {
                        "namespace": ingress["metadata"]["namespace"],
                        "conditions": conditions,
                        "services": _services(ingress, path["backend"]["service"]),
                    }
                )
    return rules


def _services(ingress: dict[str, Any], backend: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Say which services a path leads to, with port and weight; none where the answer is fixed."""
    if backend["port"].get("name") != "use-annotation":
        return [(backend["name"], backend["port"]["number"], 1)]
    text = _annotations(ingress).get(f"{_PREFIX}/actions.{backend['name']}", "{}")
    forward = json.loads(text).get("forwardConfig") or {}
    return [
        (group["serviceName"], int(group["servicePort"]), int(group.get("weight", 1)))
        for group in forward.get("targetGroups", [])
    ]

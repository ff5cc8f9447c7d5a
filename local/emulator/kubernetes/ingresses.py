"""Which load balancers a cluster's ingresses ask for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.backends import PREFIX, Action, action_of, answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from local.emulator.kubernetes.objects import Objects

NETWORKING = "networking.k8s.io/v1"
_CONTROLLER = "eks.amazonaws.com/alb"
_TLS = "HTTPS"


@dataclass(frozen=True)
class Rule:
    """What is done with the requests of one path.

    Parameters
    ----------
    conditions
        Which requests, in the words of the load balancers' API.
    action
        What is done.
    """

    conditions: Sequence[Mapping[str, Any]]
    action: Action


@dataclass(frozen=True)
class Group:
    """The ingresses that share a load balancer, and what it is to be like.

    Parameters
    ----------
    name, scheme, subnets, security_groups
        The load balancer's.
    certificates
        With which it speaks TLS.
    ports
        Where it listens, by number, and with which protocol.
    redirect
        The port that requests without TLS are sent to; nothing where they are answered.
    default
        What is done where no rule holds.
    rules
        The rules, the first being the strongest.
    ingresses
        The ingresses, by namespace and name.
    """

    name: str
    scheme: str
    subnets: Sequence[str]
    security_groups: Sequence[str]
    certificates: Sequence[str]
    ports: Mapping[int, str]
    redirect: str
    default: Action
    rules: Sequence[Rule]
    ingresses: Sequence[tuple[str, str]]


def grouped(objects: Objects) -> Iterator[Group]:
    """Give the groups of a cluster.

    Parameters
    ----------
    objects
        The cluster's objects.
    """
    classes = dict(_classes(objects))
    members: dict[str, list[dict[str, Any]]] = {}
    for ingress in sorted(objects.of(NETWORKING, "Ingress"), key=_order):
        parameters = classes.get(ingress["spec"].get("ingressClassName", ""))
        if parameters is not None:
            members.setdefault(_group_name(ingress, parameters), []).append(ingress)
    services = {
        (each["metadata"]["namespace"], each["metadata"]["name"]): each
        for each in objects.of("v1", "Service")
    }
    for name, ingresses in members.items():
        yield _group(name, ingresses, classes[ingresses[0]["spec"]["ingressClassName"]], services)


def _classes(objects: Objects) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the parameters of each class of ingresses that become load balancers."""
    parameters = {
        each["metadata"]["name"]: each for each in objects.of("eks.amazonaws.com/v1", "IngressClassParams")
    }
    for each in objects.of(NETWORKING, "IngressClass"):
        if each["spec"].get("controller") == _CONTROLLER:
            named = (each["spec"].get("parameters") or {}).get("name", "")
            yield each["metadata"]["name"], (parameters.get(named) or {}).get("spec") or {}


def _group(
    name: str,
    ingresses: list[dict[str, Any]],
    parameters: Mapping[str, Any],
    services: Mapping[tuple[str, str], dict[str, Any]],
) -> Group:
    certificates = parameters.get("certificateARNs") or _listed(ingresses, "certificate-arn")
    defaults = [each for each in ingresses if each["spec"].get("defaultBackend")]
    return Group(
        name=name,
        scheme=parameters.get("scheme") or _one(ingresses, "scheme", "internal"),
        subnets=(parameters.get("subnets") or {}).get("ids") or _listed(ingresses, "subnets"),
        security_groups=_listed(ingresses, "security-groups"),
        certificates=certificates,
        ports=_ports(ingresses) or ({443: _TLS} if certificates else {80: "HTTP"}),
        redirect=_one(ingresses, "ssl-redirect", ""),
        default=action_of(defaults[0], defaults[0]["spec"]["defaultBackend"], services)
        if defaults
        else answer("404"),
        rules=[rule for ingress in ingresses for rule in _rules(ingress, services)],
        ingresses=[(each["metadata"]["namespace"], each["metadata"]["name"]) for each in ingresses],
    )


def _rules(ingress: dict[str, Any], services: Mapping[tuple[str, str], dict[str, Any]]) -> Iterator[Rule]:
    for rule in ingress["spec"].get("rules") or []:
        for path in (rule.get("http") or {}).get("paths") or []:
            pattern = path.get("path") or "/*"
            conditions = [{"Field": "path-pattern", "PathPatternConfig": {"Values": [pattern]}}]
            if rule.get("host"):
                host = {"Field": "host-header", "HostHeaderConfig": {"Values": [rule["host"]]}}
                conditions.append(host)
            yield Rule(conditions, action_of(ingress, path["backend"], services))


def _group_name(ingress: dict[str, Any], parameters: Mapping[str, Any]) -> str:
    metadata = ingress["metadata"]
    alone = f"{metadata['namespace']}-{metadata['name']}"
    return str((parameters.get("group") or {}).get("name") or _one([ingress], "group.name", alone))


def _ports(ingresses: Sequence[dict[str, Any]]) -> dict[int, str]:
    return {
        int(number): protocol
        for ingress in ingresses
        for port in json.loads(_one([ingress], "listen-ports", "[]"))
        for protocol, number in port.items()
    }


def _order(ingress: dict[str, Any]) -> tuple[int, str, str]:
    metadata = ingress["metadata"]
    return int(_one([ingress], "group.order", "0")), metadata["namespace"], metadata["name"]


def _one(ingresses: Sequence[dict[str, Any]], name: str, otherwise: str) -> str:
    """Return what the first ingress that has an annotation says there."""
    found = (_annotations(ingress).get(f"{PREFIX}/{name}") for ingress in ingresses)
    return next((text for text in found if text), otherwise)


def _listed(ingresses: Sequence[dict[str, Any]], name: str) -> list[str]:
    """Return what the ingresses say in an annotation, each once."""
    texts = (_annotations(ingress).get(f"{PREFIX}/{name}", "") for ingress in ingresses)
    return list(dict.fromkeys(each.strip() for text in texts for each in text.split(",") if each.strip()))


def _annotations(ingress: dict[str, Any]) -> dict[str, str]:
    return ingress["metadata"].get("annotations") or {}

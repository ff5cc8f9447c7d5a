"""What a rule of an ingress leads to: services, an answer of its own, or another address."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.answers import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "alb.ingress.kubernetes.io"
USE_ANNOTATION = "use-annotation"


@dataclass(frozen=True)
class Target:
    """One of the services that a rule leads to.

    Parameters
    ----------
    namespace, service, port
        Which; nothing where a target group is named that stands elsewhere.
    weight
        Its share.
    arn
        The target group that is named.
    """

    namespace: str
    service: str
    port: int
    weight: int
    arn: str = ""


@dataclass(frozen=True)
class Action:
    """What a load balancer does with a request.

    Parameters
    ----------
    targets
        The services that it goes to; none where it goes to none.
    other
        What is done instead, in the words of the load balancers' API.
    """

    targets: tuple[Target, ...] = ()
    other: Mapping[str, Any] = field(default_factory=dict)


def answer(code: str, text: str = "") -> Action:
    """Return an answer that the load balancer gives by itself."""
    config = {"StatusCode": code, "ContentType": "text/plain", "MessageBody": text}
    return Action(other={"Type": "fixed-response", "FixedResponseConfig": config})


def action_of(
    ingress: dict[str, Any], backend: dict[str, Any], services: Mapping[tuple[str, str], dict[str, Any]]
) -> Action:
    """Say what a backend of an ingress means, as the load balancers' controller reads it.

    Parameters
    ----------
    ingress
        The ingress.
    backend
        One of its backends.
    services
        The cluster's services by namespace and name.
    """
    service = backend.get("service") or {}
    name, port = service.get("name", ""), service.get("port") or {}
    if port.get("name") != USE_ANNOTATION:
        return _forward(ingress, [{"serviceName": name, **_port(port)}], services)
    key = f"{PREFIX}/actions.{name}"
    text = (ingress["metadata"].get("annotations") or {}).get(key)
    if text is None:
        return answer("503", "Backend action does not exist")
    try:
        action = _lowered(json.loads(text))
        if action["type"] != "forward":
            return Action(other=_raised(action))
        return _forward(
            ingress, (action.get("forwardConfig") or {}).get("targetGroups") or [action], services
        )
    except (ValueError, TypeError, KeyError) as error:
        message = f"the annotation {key} of the ingress {ingress['metadata']['name']} is no action: {error!r}"
        raise RefusedError(422, "Invalid", message) from None


def _port(port: Mapping[str, Any]) -> dict[str, Any]:
    return {"servicePort": port.get("number", port.get("name"))}


def _forward(
    ingress: dict[str, Any],
    groups: list[dict[str, Any]],
    services: Mapping[tuple[str, str], dict[str, Any]],
) -> Action:
    namespace = ingress["metadata"]["namespace"]
    targets = []
    for group in groups:
        weight = int(group.get("weight", 1))
        if group.get("targetGroupARN"):
            targets.append(Target("", "", 0, weight, group["targetGroupARN"]))
            continue
        name = group["serviceName"]
        port = _number(group["servicePort"], services.get((namespace, name)))
        if port is None:
            return answer("503", "Backend service does not exist")
        targets.append(Target(namespace, name, port, weight))
    return Action(targets=tuple(targets))


def _number(port: Any, service: dict[str, Any] | None) -> int | None:
    """Find a port by its number, or by its name in the service."""
    if str(port).isdecimal():
        return int(port)
    ports = (service or {}).get("spec", {}).get("ports") or []
    return next((each["port"] for each in ports if each.get("name") == port), None)


def _lowered(value: Any) -> Any:
    """Write names as the controller does; it reads them in either case."""
    if isinstance(value, dict):
        return {f"{key[:1].lower()}{key[1:]}": _lowered(each) for key, each in value.items()}
    return [_lowered(each) for each in value] if isinstance(value, list) else value


def _raised(value: Any) -> Any:
    """Write names as the load balancers' API does."""
    if isinstance(value, dict):
        return {f"{key[:1].upper()}{key[1:]}": _raised(each) for key, each in value.items()}
    return [_raised(each) for each in value] if isinstance(value, list) else value

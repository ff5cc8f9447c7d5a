"""Puts the containers of ECS tasks where this machine, and nothing beyond it, reaches them."""

from __future__ import annotations

import socket
import sys
from typing import Any

from ministack.services import alb, ecs

from local.addresses import address_here
from local.emulator.extensions.private import read, replace

_LOOPBACK = "127.0.0.1"
_HOST_FROM_CONTAINER = "host.docker.internal"


def run_tasks_on_loopback() -> None:
    """Let tasks with a network of their own, as on Fargate, listen on this machine's loopback only.

    On Linux they share this machine's network, which also lets them reach the emulator there. Elsewhere the
    engine sits in a virtual machine: it forwards a loopback port to the container.
    """
    build = read(ecs, "_build_run_kwargs")

    def build_on_loopback(
        container: dict[str, Any], definition: dict[str, Any], environment: dict[str, str], *rest: Any
    ) -> dict[str, Any]:
        _complete(environment, *rest)
        options: dict[str, Any] = build(container, definition, environment, *rest)
        if definition.get("networkMode") != "awsvpc":
            return options
        if sys.platform == "linux":
            return _share_network(options, container, environment)
        return _forward_ports(options, container)

    replace("_build_run_kwargs", build_on_loopback, ecs)


def _complete(environment: dict[str, str], *facts: Any) -> None:
    """Add the region, as Fargate does, and lead calls to load balancers to where they are here."""
    arn = next((fact for fact in facts if str(fact).startswith("arn:aws:ecs:")), None)
    if arn is not None:
        region = str(arn).split(":")[3]
        environment.setdefault("AWS_REGION", region)
        environment.setdefault("AWS_DEFAULT_REGION", region)
    environment["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = ""  # nothing here receives traces
    balancers = {each["DNSName"]: each["LoadBalancerName"] for each in read(alb, "_lbs").values()}
    endpoint = environment.get("AWS_ENDPOINT_URL", "")
    for name, value in environment.items():
        environment[name] = address_here(value, balancers, endpoint)


def _share_network(
    options: dict[str, Any], container: dict[str, Any], environment: dict[str, str]
) -> dict[str, Any]:
    for name, value in environment.items():
        environment[name] = value.replace(f"//{_HOST_FROM_CONTAINER}:", f"//{_LOOPBACK}:")
    for wanted in _ports(container)[:1]:
        port = wanted if _is_free(wanted) else _free_port()
        environment.update(HOST=_LOOPBACK, PORT=str(port))
    for name in ("network", "extra_hosts", "ports"):
        options.pop(name, None)
    return {**options, "network_mode": "host"}


def _forward_ports(options: dict[str, Any], container: dict[str, Any]) -> dict[str, Any]:
    return {**options, "ports": {f"{port}/tcp": (_LOOPBACK, None) for port in _ports(container)}}


def _ports(container: dict[str, Any]) -> list[int]:
    return [int(mapping["containerPort"]) for mapping in container.get("portMappings") or []]


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_LOOPBACK, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((_LOOPBACK, 0))
        port: int = listener.getsockname()[1]
    return port

"""What the service costs in a month, from list prices and the service's size."""

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenpath import Runtime, ServiceSpec

HOURS = 730
LOADS = (10, 100, 1000)
"""Requests a second, all day."""

REQUESTS_PER_COPY = 50
"""Requests a second that a copy answers at its target load: an assumption."""

_ZONES = 2
_MIB_PER_GB = 1024
_CPU_UNITS = 1024
_KB_PER_REQUEST = 5
_REQUESTS_PER_CONNECTION = 10
_KB_PER_GB = 1_000_000
_SECONDS = 3600
# https://aws.amazon.com/elasticloadbalancing/pricing/: what one unit holds
_CONNECTIONS_PER_UNIT = 25
_GB_PER_UNIT = 1


@dataclass(frozen=True)
class Cost:
    """Dollars a month."""

    service: float
    """For the service's own copies."""

    shared: float
    """For what it stands on, which more services do not make dearer."""


def price_table() -> dict[str, Any]:
    """Read the prices."""
    return tomllib.loads(Path(__file__).with_name("prices.toml").read_text(encoding="utf-8"))


def copies(spec: ServiceSpec, load: int) -> int:
    """Say how many copies a load needs, within the service's bounds."""
    return min(max(spec.scaling.minimum, math.ceil(load / REQUESTS_PER_COPY)), spec.scaling.maximum)


def cost(runtime: Runtime, spec: ServiceSpec, load: int, prices: Mapping[str, Any]) -> Cost:
    """Say what the service costs on a runtime at a load, network and registry left out: they are the same."""
    return _COSTS[runtime](spec, load, prices)


def _on_fargate(spec: ServiceSpec, load: int, prices: Mapping[str, Any]) -> Cost:
    price = prices["fargate"]
    copy = _vcpu(spec) * price["vcpu_hour"] + _gb(spec) * price["gb_hour"]
    return Cost(copies(spec, load) * copy * HOURS, _load_balancer(load, prices))


def _on_eks(spec: ServiceSpec, load: int, prices: Mapping[str, Any]) -> Cost:
    """Take a copy's part of a node; nodes are made as copies need them, one in each zone at least."""
    price = prices["eks"]
    free_vcpu = price["node_vcpu"] - price["node_own_vcpu"]
    free_gb = price["node_gb"] - price["node_own_gb"]
    fit = min(free_vcpu // _vcpu(spec), free_gb // _gb(spec))
    nodes = max(_ZONES, math.ceil(copies(spec, load) / fit))
    node_hour = price["node_hour"] + price["node_auto_hour"]
    return Cost(nodes * node_hour * HOURS, price["cluster_hour"] * HOURS + _load_balancer(load, prices))


def _on_app_runner(spec: ServiceSpec, load: int, prices: Mapping[str, Any]) -> Cost:
    """Count every copy as busy: with requests all day, none is paused."""
    price = prices["apprunner"]
    copy = _vcpu(spec) * price["vcpu_hour"] + _gb(spec) * price["gb_hour"]
    return Cost(copies(spec, load) * copy * HOURS, prices["endpoint"]["zone_hour"] * _ZONES * HOURS)


def _load_balancer(load: int, prices: Mapping[str, Any]) -> float:
    price = prices["load_balancer"]
    connections = load / _REQUESTS_PER_CONNECTION / _CONNECTIONS_PER_UNIT
    gigabytes = load * _KB_PER_REQUEST * _SECONDS / _KB_PER_GB / _GB_PER_UNIT
    return float((price["hour"] + max(connections, gigabytes) * price["unit_hour"]) * HOURS)


def _vcpu(spec: ServiceSpec) -> float:
    return spec.cpu / _CPU_UNITS


def _gb(spec: ServiceSpec) -> float:
    return spec.memory_mib / _MIB_PER_GB


_COSTS: Mapping[Runtime, Callable[[ServiceSpec, int, Mapping[str, Any]], Cost]] = {
    Runtime.ECS: _on_fargate,
    Runtime.EKS: _on_eks,
    Runtime.APP_RUNNER: _on_app_runner,
    Runtime.EXPRESS: _on_fargate,
}

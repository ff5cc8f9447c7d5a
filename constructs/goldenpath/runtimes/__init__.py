"""Where services run."""

from goldenpath.runtimes.ecs import EcsPlatform, EcsService, FargateOptions
from goldenpath.runtimes.ingress import Domain, Route
from goldenpath.runtimes.parity import Runtime, UnsupportedError, UnsupportedStrategyError
from goldenpath.runtimes.service_runtime import ServiceRuntime

__all__ = [
    "Domain",
    "EcsPlatform",
    "EcsService",
    "FargateOptions",
    "Route",
    "Runtime",
    "ServiceRuntime",
    "UnsupportedError",
    "UnsupportedStrategyError",
]

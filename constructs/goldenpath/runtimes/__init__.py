"""Where services run."""

from goldenpath.runtimes.ecs import EcsPlatform, EcsService, FargateOptions
from goldenpath.runtimes.ingress import Domain, Route
from goldenpath.runtimes.service_runtime import ServiceRuntime
from goldenpath.runtimes.unsupported_strategy import UnsupportedStrategyError

__all__ = [
    "Domain",
    "EcsPlatform",
    "EcsService",
    "FargateOptions",
    "Route",
    "ServiceRuntime",
    "UnsupportedStrategyError",
]

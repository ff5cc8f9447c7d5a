"""Where services run."""

from goldenpath.runtimes.ecs import EcsPlatform, EcsService
from goldenpath.runtimes.ingress import Domain, Route
from goldenpath.runtimes.service_runtime import ServiceRuntime

__all__ = ["Domain", "EcsPlatform", "EcsService", "Route", "ServiceRuntime"]

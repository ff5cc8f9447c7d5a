"""CDK constructs that bring a microservice from a merge to healthy production."""

from goldenpath.delivery import ImageRepository
from goldenpath.network import FARGATE_ENDPOINTS, RELEASE_ENDPOINTS, NatMode, Network
from goldenpath.observability import AccountTracing, GoldenSignals, LogKey
from goldenpath.runtimes import (
    Domain,
    EcsPlatform,
    EcsService,
    FargateOptions,
    Route,
    Runtime,
    ServiceRuntime,
    UnsupportedError,
    UnsupportedStrategyError,
)
from goldenpath.service import (
    DeployStrategy,
    HealthCheck,
    ImageSource,
    Scaling,
    ScheduledScaling,
    SecretSource,
    ServiceSpec,
    Shutdown,
    Slo,
    SmokeTest,
    SpecificationError,
)

__all__ = [
    "FARGATE_ENDPOINTS",
    "RELEASE_ENDPOINTS",
    "AccountTracing",
    "DeployStrategy",
    "Domain",
    "EcsPlatform",
    "EcsService",
    "FargateOptions",
    "GoldenSignals",
    "HealthCheck",
    "ImageRepository",
    "ImageSource",
    "LogKey",
    "NatMode",
    "Network",
    "Route",
    "Runtime",
    "Scaling",
    "ScheduledScaling",
    "SecretSource",
    "ServiceRuntime",
    "ServiceSpec",
    "Shutdown",
    "Slo",
    "SmokeTest",
    "SpecificationError",
    "UnsupportedError",
    "UnsupportedStrategyError",
]

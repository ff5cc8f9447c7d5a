"""Where services run."""

from goldenpath.runtimes.apprunner import AppRunnerOptions, AppRunnerPlatform, AppRunnerService
from goldenpath.runtimes.ecs import EcsPlatform, EcsService, FargateOptions
from goldenpath.runtimes.express import ExpressService
from goldenpath.runtimes.ingress import Domain, Route
from goldenpath.runtimes.parity import Runtime, UnsupportedError, UnsupportedStrategyError
from goldenpath.runtimes.service_runtime import ServiceRuntime

__all__ = [
    "AppRunnerOptions",
    "AppRunnerPlatform",
    "AppRunnerService",
    "Domain",
    "EcsPlatform",
    "EcsService",
    "ExpressService",
    "FargateOptions",
    "Route",
    "Runtime",
    "ServiceRuntime",
    "UnsupportedError",
    "UnsupportedStrategyError",
]

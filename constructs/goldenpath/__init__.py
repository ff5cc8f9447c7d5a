"""CDK constructs that bring a microservice from a merge to healthy production."""

from typing import TYPE_CHECKING, Any

from goldenpath.delivery import (
    BucketSource,
    Check,
    CodeCommitSource,
    ConnectionSource,
    DeliveredImage,
    DeliveryEnvironment,
    DeliveryError,
    DeliveryPipeline,
    GitStrategy,
    ImageRepository,
    ImageSigning,
    LibraryRepository,
    PreviewSweeper,
    Publication,
    PullRequestBuild,
    ReleaseRole,
    Source,
)
from goldenpath.network import FARGATE_ENDPOINTS, RELEASE_ENDPOINTS, NatMode, Network
from goldenpath.observability import (
    AccountTracing,
    AlarmNotice,
    AlarmsAreComplete,
    BudgetGate,
    BurnRateWindow,
    CanaryBucket,
    GoldenSignals,
    Journey,
    JourneyCanary,
    LogKey,
    OnCall,
    OnCallTargets,
    OwnedAlarm,
    OwnedCompositeAlarm,
    ServiceLog,
    ServiceLogs,
    ServiceObjectives,
    ServiceTracing,
    Silence,
)
from goldenpath.runtimes import (
    AppRunnerOptions,
    AppRunnerPlatform,
    AppRunnerService,
    Domain,
    EcsPlatform,
    EcsService,
    ExpressService,
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

if TYPE_CHECKING:
    from goldenpath.runtimes.eks import EksOptions, EksPlatform, EksService

__all__ = [
    "FARGATE_ENDPOINTS",
    "RELEASE_ENDPOINTS",
    "AccountTracing",
    "AlarmNotice",
    "AlarmsAreComplete",
    "AppRunnerOptions",
    "AppRunnerPlatform",
    "AppRunnerService",
    "BucketSource",
    "BudgetGate",
    "BurnRateWindow",
    "CanaryBucket",
    "Check",
    "CodeCommitSource",
    "ConnectionSource",
    "DeliveredImage",
    "DeliveryEnvironment",
    "DeliveryError",
    "DeliveryPipeline",
    "DeployStrategy",
    "Domain",
    "EcsPlatform",
    "EcsService",
    "EksOptions",
    "EksPlatform",
    "EksService",
    "ExpressService",
    "FargateOptions",
    "GitStrategy",
    "GoldenSignals",
    "HealthCheck",
    "ImageRepository",
    "ImageSigning",
    "ImageSource",
    "Journey",
    "JourneyCanary",
    "LibraryRepository",
    "LogKey",
    "NatMode",
    "Network",
    "OnCall",
    "OnCallTargets",
    "OwnedAlarm",
    "OwnedCompositeAlarm",
    "PreviewSweeper",
    "Publication",
    "PullRequestBuild",
    "ReleaseRole",
    "Route",
    "Runtime",
    "Scaling",
    "ScheduledScaling",
    "SecretSource",
    "ServiceLog",
    "ServiceLogs",
    "ServiceObjectives",
    "ServiceRuntime",
    "ServiceSpec",
    "ServiceTracing",
    "Shutdown",
    "Silence",
    "Slo",
    "SmokeTest",
    "Source",
    "SpecificationError",
    "UnsupportedError",
    "UnsupportedStrategyError",
]

_EKS = ("EksOptions", "EksPlatform", "EksService")


def __getattr__(name: str) -> Any:
    """Load what is for EKS when it is asked for: it needs the extra ``eks``, and half a second."""
    if name not in _EKS:
        raise AttributeError(f"module 'goldenpath' has no attribute {name!r}")
    try:
        from goldenpath.runtimes import eks  # noqa: PLC0415
    except ImportError as missing:
        raise ImportError(f"{name} needs the extra eks: pip install 'goldenpath[eks]' ({missing})") from None
    return getattr(eks, name)

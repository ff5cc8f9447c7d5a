"""Each service where the settings say."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import (
    AppRunnerService,
    DeployStrategy,
    EcsService,
    ExpressService,
    Network,
    Route,
    Runtime,
    ServiceRuntime,
    ServiceSpec,
    SmokeTest,
)
from goldenpath.service import BlueGreen, Canary, Rolling
from stacks.app_runner_platform import AppRunnerPlatformStack
from stacks.ecs_platform import EcsPlatformStack
from stacks.images import Images
from stacks.settings import EnvironmentSettings
from stacks.watching import Watching

if TYPE_CHECKING:
    from goldenpath import EksPlatform, Panel

_Strategy = Rolling | BlueGreen | Canary
_STRATEGIES: Mapping[str, _Strategy] = {
    "rolling": DeployStrategy.rolling(),
    "blue-green": DeployStrategy.blue_green(),
    "canary": DeployStrategy.canary(),
}
_TRY_VERSIONS = (Runtime.ECS, Runtime.EKS)


class Hosting:
    """The platforms that an environment needs, and the way of each to run a service.

    Parameters
    ----------
    scope
        The environment.
    settings
        Its settings.
    network
        Its network.
    log_key
        Key that logs are encrypted with.
    images
        What the services run.
    watching
        What watches over them.

    Attributes
    ----------
    images
        As given.
    panels
        How the platforms do, for a dashboard.
    """

    def __init__(
        self,
        scope: Construct,
        *,
        settings: EnvironmentSettings,
        network: Network,
        log_key: kms.IKey,
        images: Images,
        watching: Watching,
    ) -> None:
        self.images = images
        self._watching = watching
        self.panels: list[Panel] = []
        self._runtimes: Mapping[str, str] = settings.runtimes.model_dump()
        self._services: dict[Runtime, Callable[..., ServiceRuntime]] = {}
        strategy = _STRATEGIES[settings.strategy]
        self._tries_versions = settings.strategy != "rolling"
        stack: dict[str, Any] = {"settings": settings, "network": network, "log_key": log_key}
        if settings.runtimes.used & {Runtime.ECS, Runtime.EXPRESS}:
            ecs = EcsPlatformStack(scope, "EcsPlatform", **stack).platform
            self.panels += ecs.panels
            self._services[Runtime.ECS] = partial(EcsService, platform=ecs, strategy=strategy, engine="ecs")
            self._services[Runtime.EXPRESS] = partial(
                ExpressService,
                platform=ecs,
                strategy=DeployStrategy.canary(percent=5, bake=cdk.Duration.minutes(3)),
            )
        if Runtime.EKS in settings.runtimes.used:
            eks, self._services[Runtime.EKS] = _on_eks(scope, stack, images, strategy)
            self.panels += eks.panels
        if Runtime.APP_RUNNER in settings.runtimes.used:
            app_runner = AppRunnerPlatformStack(scope, "AppRunnerPlatform", **stack).platform
            self._services[Runtime.APP_RUNNER] = partial(
                AppRunnerService, platform=app_runner, strategy=DeployStrategy.blue_green()
            )

    def serve(
        self,
        scope: Construct,
        *,
        spec: ServiceSpec,
        route: Route,
        smoke_test_paths: Sequence[str] = (),
        journeys: Sequence[str] = (),
        callees: Sequence[ServiceRuntime] = (),
    ) -> ServiceRuntime:
        """Run a service on the runtime that the settings name for it, and watch over its promise.

        Parameters
        ----------
        scope
            The service's stack.
        spec
            What it is.
        route
            Which requests it gets.
        smoke_test_paths
            What a new version is asked for before it gets traffic, where the runtime and the strategy can do
            that.
        journeys
            Journeys that begin with it.
        callees
            Services that it calls.
        """
        runtime = Runtime(self._runtimes[spec.name])
        if smoke_test_paths and self._tries_versions and runtime in _TRY_VERSIONS:
            spec = spec.model_copy(update={"smoke_test": SmokeTest(paths=tuple(smoke_test_paths))})
        service = self._services[runtime](scope, "Service", spec=spec, route=route)
        for callee in callees:
            service.may_call(callee)
        self._watching.watch(scope, spec=spec, service=service, journeys=journeys, callees=callees)
        return service


def _on_eks(
    scope: Construct, stack: Mapping[str, Any], images: Images, strategy: _Strategy
) -> tuple["EksPlatform", Callable[..., ServiceRuntime]]:
    """Load what is for EKS where an environment has it: it takes half a second."""
    from goldenpath import EksService  # noqa: PLC0415
    from stacks.eks_platform import EksPlatformStack  # noqa: PLC0415

    platform = EksPlatformStack(
        scope, "EksPlatform", smoke_test_image=images.of("smoke-test"), **stack
    ).platform
    return platform, partial(EksService, platform=platform, strategy=strategy)

"""The same service on every runtime, and the templates that come of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aws_cdk as cdk

from goldenpath import (
    AppRunnerPlatform,
    AppRunnerService,
    DeployStrategy,
    EcsPlatform,
    EcsService,
    EksOptions,
    EksPlatform,
    EksService,
    ExpressService,
    HealthCheck,
    ImageSource,
    LogKey,
    NatMode,
    Network,
    Route,
    Runtime,
    Scaling,
    ServiceSpec,
)

PLACE = cdk.Environment(account="111111111111", region="eu-west-1")
ZONES = ["eu-west-1a", "eu-west-1b"]
SPEC = ServiceSpec(
    name="catalog",
    owner="team-shop",
    runbook="https://runbooks.example.com/catalog",
    image=ImageSource.digest(
        "111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop/catalog", "sha256:" + "0" * 64
    ),
    health=HealthCheck(path="/catalog/healthz"),
    scaling=Scaling(minimum=2, maximum=50),
)
ROUTE = Route(path="/catalog/*", priority=10, internal=True)
_EXPRESS_CANARY = DeployStrategy.canary(percent=5, bake=timedelta(minutes=3))


@dataclass(frozen=True)
class Subject:
    """The template of the service on a runtime, and of what it shares with others there."""

    service: Mapping[str, Any]
    platform: Mapping[str, Any]


def synthesise(context: Mapping[str, Any], outdir: Path) -> dict[Runtime, Subject]:
    """Synthesise the service on every runtime, each platform and each service in a stack of its own."""
    zones = {f"availability-zones:account={PLACE.account}:region={PLACE.region}": ZONES}
    app = cdk.App(context={**context, **zones}, outdir=str(outdir), builtin_cloud_formation_validation=False)
    below = cdk.Stack(app, "Network", env=PLACE)
    key = LogKey(below, "LogKey")
    network = Network(
        below, "Network", cidr="10.0.0.0/16", availability_zones=ZONES, log_key=key, nat=NatMode.SINGLE
    )

    def stack(name: str) -> cdk.Stack:
        return cdk.Stack(app, name, env=PLACE)

    ecs = EcsPlatform(stack("ecs-platform"), "P", network=network, log_key=key, internal_ingress=True)
    eks = EksPlatform(
        stack("eks-platform"), "P", network=network, log_key=key, options=EksOptions(internal_ingress=True)
    )
    app_runner = AppRunnerPlatform(stack("apprunner-platform"), "P", network=network, log_key=key)
    what: dict[str, Any] = {"spec": SPEC, "route": ROUTE}
    canary = DeployStrategy.canary()
    EcsService(stack("ecs"), "S", platform=ecs, engine="ecs", strategy=canary, **what)
    EksService(stack("eks"), "S", platform=eks, strategy=canary, **what)
    AppRunnerService(
        stack("apprunner"), "S", platform=app_runner, strategy=DeployStrategy.blue_green(), **what
    )
    ExpressService(stack("express"), "S", platform=ecs, strategy=_EXPRESS_CANARY, **what)
    app.synth()
    shared = {Runtime.EXPRESS: Runtime.ECS}
    return {
        runtime: Subject(
            _template(outdir, runtime.value), _template(outdir, f"{shared.get(runtime, runtime)}-platform")
        )
        for runtime in Runtime
    }


def _template(outdir: Path, stack: str) -> Mapping[str, Any]:
    template: Mapping[str, Any] = json.loads((outdir / f"{stack}.template.json").read_text(encoding="utf-8"))
    return template

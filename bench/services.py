"""An app of one environment with many services, each released by CodeDeploy from a stack of its own."""

from pathlib import Path

import aws_cdk as cdk

from goldenpath import (
    DeployStrategy,
    EcsPlatform,
    EcsService,
    ImageSource,
    LogKey,
    Network,
    Route,
    ServiceSpec,
    SmokeTest,
)
from stacks.settings import cdk_context

_PLACE = cdk.Environment(account="111111111111", region="eu-west-1")
_ZONES = ["eu-west-1a", "eu-west-1b"]


def build(number: int, *, outdir: Path) -> cdk.App:
    """Make the app.

    Parameters
    ----------
    number
        How many services, 1 or more.
    outdir
        Where it is synthesised to.
    """
    zones = {f"availability-zones:account={_PLACE.account}:region={_PLACE.region}": _ZONES}
    context = {key: value for key, value in cdk_context().items() if key != "environments"}
    app = cdk.App(context={**context, **zones}, outdir=str(outdir))
    stage = cdk.Stage(app, "prod", env=_PLACE)
    below = cdk.Stack(stage, "Platform")
    key = LogKey(below, "LogKey")
    network = Network(below, "Network", cidr="10.0.0.0/16", availability_zones=_ZONES, log_key=key)
    platform = EcsPlatform(below, "Platform", network=network, log_key=key)
    for index in range(1, number + 1):
        _serve(cdk.Stack(stage, f"Service{index}"), platform, index)
    return app


def _serve(stack: cdk.Stack, platform: EcsPlatform, index: int) -> None:
    spec = ServiceSpec(
        name=f"service-{index}",
        owner="team-shop",
        runbook="https://runbooks.example.com/service",
        image=ImageSource.digest("registry.example.com/shop/service", "sha256:" + "0" * 64),
        smoke_test=SmokeTest(paths=(f"/service-{index}/",)),
    )
    EcsService(
        stack,
        "Service",
        platform=platform,
        spec=spec,
        strategy=DeployStrategy.canary(),
        route=Route(path=f"/service-{index}/*", priority=index),
    )

"""A CDK app with services that AWS manages most of: App Runner and Express Mode, from inside and outside."""

from pathlib import Path
from typing import Any

import aws_cdk as cdk

from goldenpath import (
    AppRunnerPlatform,
    AppRunnerService,
    DeployStrategy,
    Domain,
    EcsPlatform,
    ExpressService,
    ImageSource,
    LogKey,
    NatMode,
    Network,
    Route,
    SecretSource,
    ServiceSpec,
)
from tests import support

ACCOUNT, REGION, ZONES = "111111111111", "eu-west-1", ["eu-west-1a", "eu-west-1b"]
DOMAIN = Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ")
SPEC = ServiceSpec(
    name="checkout",
    owner="team-orders",
    runbook="https://runbooks.example.com/checkout",
    image=ImageSource.digest(f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/checkout", "sha256:" + "0" * 64),
    secrets={
        "PASSWORD": SecretSource.secrets_manager("shop/database", field="password"),
        "TOKEN": SecretSource.parameter("/shop/token"),
    },
)
INSIDE = Route(path="/checkout/*", priority=1, internal=True)


def build(*, outdir: Path, account: str | None) -> cdk.App:
    """Make the app, for an account or for any."""
    environment = cdk.Environment(account=account, region=REGION)
    zones = {f"availability-zones:account={ACCOUNT}:region={REGION}": ZONES}
    app = cdk.App(
        context=support.context() | zones,
        builtin_cloud_formation_validation=False,
        outdir=str(outdir),
    )
    below = cdk.Stack(app, "Platform", env=environment)
    key = LogKey(below, "LogKey")
    network = Network(
        below, "Network", cidr="10.0.0.0/16", availability_zones=ZONES, log_key=key, nat=NatMode.SINGLE
    )
    runner = AppRunnerPlatform(below, "AppRunner", network=network, log_key=key, domain=DOMAIN)
    ecs = EcsPlatform(below, "Ecs", network=network, log_key=key)
    above = cdk.Stack(app, "Services", env=environment)
    on_runner: dict[str, Any] = {
        "platform": runner,
        "spec": SPEC,
        "strategy": DeployStrategy.blue_green(),
    }
    on_express: dict[str, Any] = {
        "platform": ecs,
        "spec": SPEC,
        "strategy": DeployStrategy.canary(percent=5, bake=cdk.Duration.minutes(3)),
    }
    AppRunnerService(above, "RunnerInside", route=INSIDE, **on_runner)
    AppRunnerService(
        above, "RunnerOutside", route=Route(host=f"checkout.{DOMAIN.name}", priority=1), **on_runner
    )
    ExpressService(above, "ExpressInside", route=INSIDE, **on_express)
    ExpressService(above, "ExpressOutside", **on_express)
    return app

"""A CDK app with a service for every pair of engine and strategy, and one with all that surrounds a service.

Its arguments change what rules say.
"""

import argparse
from datetime import time
from pathlib import Path
from typing import Any

import aws_cdk as cdk

from goldenpath import (
    DeployStrategy,
    EcsPlatform,
    EcsService,
    FargateOptions,
    ImageSource,
    LogKey,
    NatMode,
    Network,
    Route,
    Scaling,
    ScheduledScaling,
    SecretSource,
    ServiceSpec,
    SmokeTest,
)
from goldenpath.runtimes.ecs.release import Engine
from tests.support import context

ACCOUNT, REGION, ZONES = "000000000000", "us-east-1", ["us-east-1a", "us-east-1b"]
MINUTE = cdk.Duration.minutes(1)
PAIRS: dict[str, tuple[Engine, DeployStrategy]] = {
    "ecs-rolling": ("ecs", DeployStrategy.rolling()),
    "ecs-blue-green": ("ecs", DeployStrategy.blue_green()),
    "ecs-canary": ("ecs", DeployStrategy.canary(percent=20)),
    "ecs-linear": ("ecs", DeployStrategy.linear(percent=25, interval=MINUTE)),
    "codedeploy-blue-green": ("codedeploy", DeployStrategy.blue_green()),
    "codedeploy-canary": ("codedeploy", DeployStrategy.canary(percent=20)),
    "codedeploy-linear": ("codedeploy", DeployStrategy.linear(percent=25, interval=MINUTE)),
}
SURROUNDED = "surrounded"
OPTIONS = FargateOptions(on_demand_base=1, spot_weight=3, execute_command=True, service_connect=True)


def build(
    *,
    outdir: Path | None = None,
    owner: str = "team-shop",
    prefix: str = "",
    version: str = "1",
    deletion_protection: bool = False,
) -> cdk.App:
    """Make the app."""
    zones = {f"availability-zones:account={ACCOUNT}:region={REGION}": ZONES}
    app = cdk.App(
        context=context() | zones,
        builtin_cloud_formation_validation=False,
        outdir=None if outdir is None else str(outdir),
    )
    stage = cdk.Stage(app, "local", env=cdk.Environment(account=ACCOUNT, region=REGION))
    below = cdk.Stack(stage, "Platform")
    key = LogKey(below, "LogKey")
    network = Network(
        below, "Network", cidr="10.0.0.0/16", availability_zones=ZONES, log_key=key, nat=NatMode.SINGLE
    )
    platform = EcsPlatform(
        below, "Platform", network=network, log_key=key, deletion_protection=deletion_protection
    )
    above = cdk.Stack(stage, "Services")
    for number, (name, (engine, strategy)) in enumerate(PAIRS.items(), start=1):
        smoke_test = SmokeTest(paths=(f"{prefix}/{name}/",))
        spec = describe(name, owner=owner, environment={"VERSION": version}, smoke_test=smoke_test)
        route = Route(path=f"{prefix}/{name}/*", priority=number)
        EcsService(above, name, platform=platform, spec=spec, strategy=strategy, engine=engine, route=route)
    surrounded(above, platform, owner)
    return app


def describe(name: str, **values: Any) -> ServiceSpec:
    return ServiceSpec(
        name=name,
        runbook="https://runbooks.example.com/shop",
        image=ImageSource.digest("registry.example.com/shop", "sha256:" + "0" * 64),
        **values,
    )


def surrounded(stack: cdk.Stack, platform: EcsPlatform, owner: str) -> None:
    """Make a service with everything that may surround one."""
    EcsService(
        stack,
        SURROUNDED,
        platform=platform,
        spec=describe(
            SURROUNDED,
            owner=owner,
            smoke_test=SmokeTest(paths=("/surrounded/",)),
            architecture="arm64",
            secrets={
                "PASSWORD": SecretSource.secrets_manager("shop/database", field="password"),
                "TOKEN": SecretSource.parameter("/shop/token"),
            },
            scaling=Scaling(
                target_memory_percent=70,
                target_requests_per_minute=600,
                schedule=(ScheduledScaling(at=time(7), minimum=3, maximum=9),),
            ),
        ),
        strategy=DeployStrategy.canary(),
        engine="ecs",
        route=Route(path="/surrounded/*", priority=100),
        options=OPTIONS,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--owner", default="team-shop")
    parser.add_argument("--prefix", default="")
    parser.add_argument("--version", default="1")
    app = build(**vars(parser.parse_args()))
    cdk.RemovalPolicies.of(app).destroy()
    app.synth()


if __name__ == "__main__":
    main()

"""A CDK app with services on EKS, App Runner and Express Mode; its arguments change what is there."""

import argparse
from datetime import timedelta

import aws_cdk as cdk

from goldenpath import (
    AppRunnerPlatform,
    AppRunnerService,
    DeployStrategy,
    EcsPlatform,
    EksOptions,
    EksPlatform,
    EksService,
    ExpressService,
    ImageSource,
    LogKey,
    NatMode,
    Network,
    Route,
    ServiceSpec,
)
from tests.support import context

ACCOUNT, REGION, ZONES = "000000000000", "us-east-1", ["us-east-1a", "us-east-1b"]
_REPOSITORY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/shop"
_MISTAKEN = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "mistaken", "namespace": "default"},
    "spec": {
        "replica": 1,
        "selector": {"matchLabels": {"app": "mistaken"}},
        "template": {
            "metadata": {"labels": {"app": "mistaken"}},
            "spec": {"containers": [{"name": "mistaken", "image": "mistaken:1"}]},
        },
    },
}


def build(*, latency_ms: int = 500, mistaken: bool = False) -> cdk.App:
    """Make the app."""
    zones = {f"availability-zones:account={ACCOUNT}:region={REGION}": ZONES}
    app = cdk.App(context=context() | zones, builtin_cloud_formation_validation=False)
    stage = cdk.Stage(app, "local", env=cdk.Environment(account=ACCOUNT, region=REGION))
    below = cdk.Stack(stage, "Platform")
    key = LogKey(below, "LogKey")
    network = Network(
        below, "Network", cidr="10.0.0.0/16", availability_zones=ZONES, log_key=key, nat=NatMode.SINGLE
    )
    cluster = EksPlatform(
        below,
        "Cluster",
        network=network,
        log_key=key,
        deletion_protection=False,
        options=EksOptions(public_ingress=False, internal_ingress=True),
    )
    ecs = EcsPlatform(below, "Ecs", network=network, log_key=key, deletion_protection=False)
    app_runner = AppRunnerPlatform(below, "AppRunner", network=network, log_key=key)
    above = cdk.Stack(stage, "Services")
    for rank, strategy in enumerate((DeployStrategy.canary(), DeployStrategy.rolling()), start=1):
        name = strategy.kind
        EksService(
            above,
            name,
            platform=cluster,
            spec=describe(name, latency_ms),
            strategy=strategy,
            route=internal(name, rank),
        )
    ExpressService(
        above,
        "express",
        platform=ecs,
        spec=describe("express", latency_ms),
        strategy=DeployStrategy.canary(percent=5, bake=timedelta(minutes=3)),
        route=internal("express", 3),
    )
    AppRunnerService(
        above,
        "runner",
        platform=app_runner,
        spec=describe("runner", latency_ms),
        strategy=DeployStrategy.blue_green(),
        route=internal("runner", 4),
    )
    if mistaken:
        cluster.cluster.add_manifest("Mistaken", _MISTAKEN)
    return app


def describe(name: str, latency_ms: int) -> ServiceSpec:
    return ServiceSpec(
        name=name,
        owner="team-shop",
        runbook="https://runbooks.example.com/shop",
        image=ImageSource.digest(f"{_REPOSITORY}/{name}", "sha256:" + "0" * 64),
        environment={"LATENCY_MS": str(latency_ms)},
    )


def internal(name: str, rank: int) -> Route:
    return Route(path=f"/{name}/*", priority=rank, internal=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency-ms", type=int, default=500)
    parser.add_argument("--mistaken", action="store_true")
    app = build(**vars(parser.parse_args()))
    cdk.RemovalPolicies.of(app).destroy()
    app.synth()


if __name__ == "__main__":
    main()

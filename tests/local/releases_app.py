"""A CDK app with a service for every pair of engine and strategy; its arguments change what rules say."""

import argparse

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


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--owner", default="team-shop")
    parser.add_argument("--prefix", default="")
    parser.add_argument("--version", default="1")
    arguments = parser.parse_args()
    zones = {f"availability-zones:account={ACCOUNT}:region={REGION}": ZONES}
    app = cdk.App(context=context() | zones, builtin_cloud_formation_validation=False)
    stage = cdk.Stage(app, "local", env=cdk.Environment(account=ACCOUNT, region=REGION))
    below = cdk.Stack(stage, "Platform")
    key = LogKey(below, "LogKey")
    network = Network(below, "Network", cidr="10.0.0.0/16", availability_zones=ZONES, log_key=key)
    platform = EcsPlatform(below, "Platform", network=network, log_key=key, deletion_protection=False)
    above = cdk.Stack(stage, "Services")
    for number, (name, (engine, strategy)) in enumerate(PAIRS.items(), start=1):
        spec = ServiceSpec(
            name=name,
            owner=arguments.owner,
            runbook="https://runbooks.example.com/shop",
            image=ImageSource.digest("registry.example.com/shop", "sha256:" + "0" * 64),
            environment={"VERSION": arguments.version},
        )
        route = Route(path=f"{arguments.prefix}/{name}/*", priority=number)
        EcsService(above, name, platform=platform, spec=spec, strategy=strategy, engine=engine, route=route)
    cdk.RemovalPolicies.of(stage).destroy()
    app.synth()


if __name__ == "__main__":
    main()

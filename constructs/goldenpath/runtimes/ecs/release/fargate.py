"""What all releases have in common: a Fargate service on the platform."""

from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from goldenpath.runtimes.ecs.fargate_options import FargateOptions
from goldenpath.runtimes.ecs.release.release import Releasable


def fargate_service(scope: Construct, releasable: Releasable, **mechanism: Any) -> ecs.FargateService:
    """Make the ECS service, with what the release's mechanism adds to it."""
    # Without a desired count, so that a deployment does not undo what scaling has set.
    return ecs.FargateService(
        scope,
        "Service",
        cluster=releasable.platform.cluster,
        task_definition=releasable.task.definition,
        vpc_subnets=releasable.platform.network.private_subnets,
        security_groups=[releasable.security_group],
        assign_public_ip=False,
        health_check_grace_period=Duration.seconds(releasable.spec.health.startup_grace_seconds),
        min_healthy_percent=100,  # never fewer copies than wanted
        max_healthy_percent=200,
        capacity_provider_strategies=capacity(releasable.options),
        enable_ecs_managed_tags=True,
        propagate_tags=ecs.PropagatedTagSource.SERVICE,
        **mechanism,
    )


def capacity(options: FargateOptions) -> list[ecs.CapacityProviderStrategy] | None:
    """Say on what to run copies, where that is not Fargate alone."""
    if not options.uses_spot:
        return None
    return [
        ecs.CapacityProviderStrategy(
            capacity_provider="FARGATE", base=options.on_demand_base, weight=options.on_demand_weight
        ),
        ecs.CapacityProviderStrategy(capacity_provider="FARGATE_SPOT", weight=options.spot_weight),
    ]

"""How ECS carries a strategy out."""

from typing import TypedDict

from aws_cdk import aws_ecs as ecs

from goldenpath.service import DeployStrategy


class RolloutSettings(TypedDict):
    """The part of an ECS service that says how versions follow each other."""

    min_healthy_percent: int
    max_healthy_percent: int
    circuit_breaker: ecs.DeploymentCircuitBreaker


def rollout_settings(strategy: DeployStrategy) -> RolloutSettings:
    """Turn a strategy into settings of an ECS service."""
    match strategy.kind:
        case "rolling":
            return RolloutSettings(
                min_healthy_percent=100,  # never fewer copies than wanted
                max_healthy_percent=200,
                circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
            )

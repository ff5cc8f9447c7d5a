"""Services on ECS and Fargate."""

from goldenpath.runtimes.ecs.platform import EcsPlatform
from goldenpath.runtimes.ecs.service import EcsService

__all__ = ["EcsPlatform", "EcsService"]

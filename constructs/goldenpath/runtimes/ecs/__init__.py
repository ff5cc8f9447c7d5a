"""Services on ECS and Fargate."""

from goldenpath.runtimes.ecs.fargate_options import FargateOptions
from goldenpath.runtimes.ecs.platform import EcsPlatform
from goldenpath.runtimes.ecs.release import release_name
from goldenpath.runtimes.ecs.service import EcsService

__all__ = ["EcsPlatform", "EcsService", "FargateOptions", "release_name"]

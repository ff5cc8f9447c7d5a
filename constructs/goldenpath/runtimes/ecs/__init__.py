"""Services on ECS and Fargate."""

from goldenpath.runtimes.ecs.fargate_options import FargateOptions
from goldenpath.runtimes.ecs.platform import EcsPlatform
from goldenpath.runtimes.ecs.release import release_name
from goldenpath.runtimes.ecs.service import EcsService
from goldenpath.runtimes.ecs.signals import EcsSignals

__all__ = ["EcsPlatform", "EcsService", "EcsSignals", "FargateOptions", "release_name"]

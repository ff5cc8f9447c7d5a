"""How a service on ECS gets its next version: one construct for each mechanism."""

from goldenpath.runtimes.ecs.release.codedeploy import release_name
from goldenpath.runtimes.ecs.release.compilation import Engine, mechanism
from goldenpath.runtimes.ecs.release.release import Releasable, Release

__all__ = ["Engine", "Releasable", "Release", "mechanism", "release_name"]

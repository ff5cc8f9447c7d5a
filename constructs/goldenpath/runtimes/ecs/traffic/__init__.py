"""How the traffic of a service is shared between its old and its new version."""

from goldenpath.runtimes.ecs.traffic.shared_route import SharedRoute
from goldenpath.runtimes.ecs.traffic.targets import targets

__all__ = ["SharedRoute", "targets"]

"""The network that everything of an environment runs in."""

from goldenpath.network.endpoints import FARGATE_ENDPOINTS, RELEASE_ENDPOINTS
from goldenpath.network.nat import NatMode
from goldenpath.network.network import Network

__all__ = ["FARGATE_ENDPOINTS", "RELEASE_ENDPOINTS", "NatMode", "Network"]

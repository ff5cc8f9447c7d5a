"""The network that everything of an environment runs in."""

from goldenpath.network.endpoints import FARGATE_ENDPOINTS
from goldenpath.network.nat import NatMode
from goldenpath.network.network import Network

__all__ = ["FARGATE_ENDPOINTS", "NatMode", "Network"]

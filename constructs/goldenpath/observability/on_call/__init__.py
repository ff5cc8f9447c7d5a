"""The way from an alarm to people."""

from goldenpath.observability.on_call.on_call import OnCall
from goldenpath.observability.on_call.targets import (
    HttpsEndpoint,
    OnCallTargets,
    SlackChannel,
    TeamsChannel,
)

__all__ = ["HttpsEndpoint", "OnCall", "OnCallTargets", "SlackChannel", "TeamsChannel"]

"""Whom a severity reaches."""

from goldenpath.observability.on_call.targets.https_endpoint import HttpsEndpoint
from goldenpath.observability.on_call.targets.on_call_targets import OnCallTargets
from goldenpath.observability.on_call.targets.slack_channel import SlackChannel
from goldenpath.observability.on_call.targets.teams_channel import TeamsChannel

__all__ = ["HttpsEndpoint", "OnCallTargets", "SlackChannel", "TeamsChannel"]

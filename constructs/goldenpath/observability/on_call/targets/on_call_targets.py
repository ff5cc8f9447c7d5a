"""Whom a severity reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import aws_lambda as lambda_

from goldenpath.observability.on_call.targets.https_endpoint import HttpsEndpoint
from goldenpath.observability.on_call.targets.slack_channel import SlackChannel
from goldenpath.observability.on_call.targets.teams_channel import TeamsChannel


@dataclass(frozen=True, kw_only=True)
class OnCallTargets:
    """Whom a severity reaches.

    Parameters
    ----------
    email
        Addresses; each gets an e-mail that asks whether it wants to be told.
    https
        Endpoints of services that call people.
    slack
        Channels in Slack.
    teams
        Channels in Microsoft Teams.
    functions
        Functions that get what an endpoint gets.

    Examples
    --------
    >>> from goldenpath.observability import HttpsEndpoint, OnCallTargets, SlackChannel
    >>> pages = OnCallTargets(
    ...     email=["on-call@example.com"],
    ...     https=[HttpsEndpoint(address_in="on-call/pagerduty")],
    ...     slack=[SlackChannel(workspace="T0123ABCD", channel="C0123ABCD")],
    ... )
    """

    email: Sequence[str] = ()
    https: Sequence[HttpsEndpoint] = ()
    slack: Sequence[SlackChannel] = ()
    teams: Sequence[TeamsChannel] = ()
    functions: Sequence[lambda_.IFunction] = ()

    @property
    def chat(self) -> tuple[SlackChannel | TeamsChannel, ...]:
        """All channels."""
        return (*self.slack, *self.teams)

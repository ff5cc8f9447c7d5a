"""Who is told when something is wrong."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import OnCall, OnCallTargets
from goldenpath.observability import HttpsEndpoint, Severity, SlackChannel, TeamsChannel
from stacks.retention import log_retention
from stacks.settings import OnCallSettings, TargetSettings


class OnCallStack(cdk.Stack):
    """The way from an alarm to people, by how urgent it is."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: OnCallSettings,
        log_key: kms.IKey,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)
        self.on_call = OnCall(
            self,
            "OnCall",
            targets={Severity.PAGE: _targets(settings.page), Severity.TICKET: _targets(settings.ticket)},
            owner="team-platform",
            runbook="https://runbooks.example.com/on-call",
            log_key=log_key,
            log_retention=log_retention(log_retention_days),
        )


def _targets(settings: TargetSettings) -> OnCallTargets:
    return OnCallTargets(
        email=settings.email,
        https=[HttpsEndpoint(address_in=name) for name in settings.https],
        slack=[SlackChannel(**channel.model_dump()) for channel in settings.slack],
        teams=[TeamsChannel(**channel.model_dump()) for channel in settings.teams],
    )

"""A CDK app with every way from alarms to people."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_logs as logs

from goldenpath import AlarmsAreComplete, LogKey, OnCall, OnCallTargets
from goldenpath.observability import HttpsEndpoint, Severity, SlackChannel, TeamsChannel
from tests import support


def build(*, outdir: Path) -> cdk.App:
    """Make the app."""
    app = support.app(outdir)
    stack = cdk.Stack(app, "OnCall")
    everyone = OnCallTargets(
        email=["on-call@example.com"],
        https=[HttpsEndpoint(address_in="on-call/pagerduty")],
        slack=[SlackChannel(workspace="T0123ABCD", channel="C0123ABCD")],
        teams=[
            TeamsChannel(
                tenant="a3f1c2d4-0000-4000-8000-123456789abc",
                team="b4e2d3c5-0000-4000-8000-123456789abc",
                channel="19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
            )
        ],
    )
    OnCall(
        stack,
        "OnCall",
        owner="team-platform",
        runbook="https://runbooks.example.com/on-call",
        targets=dict.fromkeys(Severity, everyone),
        log_key=LogKey(stack, "LogKey"),
        log_retention=logs.RetentionDays.ONE_MONTH,
    )
    AlarmsAreComplete.hold(app)
    return app

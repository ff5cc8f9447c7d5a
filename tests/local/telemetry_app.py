"""A CDK app with the tracing, the log and a canary of a service."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns

from goldenpath import (
    AlarmsAreComplete,
    CanaryBucket,
    Journey,
    JourneyCanary,
    LogKey,
    ServiceLog,
    ServiceLogs,
    ServiceTracing,
)
from tests import support
from tests.stacks.objectives_app import SPEC

PLACE = cdk.Environment(account="000000000000", region="us-east-1")
LOG = "/shop/checkout"
BROWSE = Journey(
    name="browse",
    code=support.ROOT / "docker" / "canaries",
    handler="canary.handler",
    environment={"JOURNEY": "browse", "SHOP_URL": "https://shop.example.com/"},
)


def build(*, outdir: Path | None = None) -> cdk.App:
    """Make the app."""
    app = cdk.App(
        context=support.context(),
        builtin_cloud_formation_validation=False,
        outdir=None if outdir is None else str(outdir),
    )
    stack = cdk.Stack(cdk.Stage(app, "local", env=PLACE), "Checkout")
    key = LogKey(stack, "LogKey")
    topic = sns.Topic.from_topic_arn(stack, "OnCall", f"arn:aws:sns:{PLACE.region}:{PLACE.account}:on-call")
    group = logs.LogGroup(
        stack, "Log", log_group_name=LOG, encryption_key=key, retention=logs.RetentionDays.ONE_WEEK
    )
    ServiceTracing(stack, "Tracing", spec=SPEC, topic=topic)
    ServiceLogs(stack, "Logs", spec=SPEC, log=ServiceLog(group=group))
    JourneyCanary(
        stack,
        "Browse",
        spec=SPEC,
        journey=BROWSE,
        bucket=CanaryBucket(stack, "Seen"),
        log_key=key,
        acting=actions.SnsAction(topic),
    )
    AlarmsAreComplete.hold(app)
    cdk.RemovalPolicies.of(app).destroy()
    return app


if __name__ == "__main__":
    build().synth()

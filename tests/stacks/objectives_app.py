"""A CDK app with the objectives of a service, which only CloudWatch has to know."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns

from goldenpath import AlarmsAreComplete, ImageSource, ServiceObjectives, ServiceSpec
from goldenpath.observability import Severity
from goldenpath.runtimes.ingress import TargetGroupSignals
from tests import support

SPEC = ServiceSpec(
    name="checkout",
    owner="team-orders",
    runbook="https://runbooks.example.com/checkout",
    image=ImageSource.digest("registry.example.com/checkout", "sha256:" + "0" * 64),
)


class Signals(TargetGroupSignals):
    """What a load balancer sees of a service."""

    saturation = cloudwatch.Metric(namespace="AWS/ECS", metric_name="CPUUtilization")
    memory = cloudwatch.Metric(namespace="AWS/ECS", metric_name="MemoryUtilization")
    copies = cloudwatch.Metric(namespace="ECS/ContainerInsights", metric_name="RunningTaskCount")
    versions = None


def build(*, outdir: Path) -> cdk.App:
    """Make the app."""
    app = support.app(outdir)
    stack = cdk.Stack(app, "Checkout")
    topic = sns.Topic.from_topic_arn(stack, "OnCall", "arn:aws:sns:eu-west-1:111111111111:on-call")
    told = actions.SnsAction(topic)
    ServiceObjectives(
        stack,
        "Objectives",
        spec=SPEC,
        signals=Signals("app/shop/1", ["targetgroup/blue/2", "targetgroup/green/3"]),
        release_alarms=[],
        actions={Severity.PAGE: told, Severity.TICKET: told},
    )
    AlarmsAreComplete.hold(app)
    return app

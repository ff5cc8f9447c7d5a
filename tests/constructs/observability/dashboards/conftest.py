"""Dashboards of a service, an environment and a platform, synthesised once."""

import json
from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_logs as logs

from goldenpath import (
    CanaryBucket,
    EnvironmentDashboard,
    Journey,
    JourneyCanary,
    LogKey,
    OnCall,
    OnCallTargets,
    PlatformDashboard,
    ServiceLog,
    ServiceObservability,
    ServiceSpec,
    Slo,
)
from goldenpath.observability import Severity, ecs_cluster_panel, load_balancer_panel
from tests import support
from tests.constructs.observability.slo.conftest import Signals, describe

SHOP = ("catalog", "checkout")


class Service:
    """A service that runs somewhere."""

    alarms = ()
    version = "3f2a"

    def __init__(self, stack: cdk.Stack) -> None:
        self.signals = Signals()
        self.log = ServiceLog(group=logs.LogGroup(stack, "Log"))


@pytest.fixture(scope="package")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, dict[str, Any]]:
    """Give the dashboards of an environment, by their names."""
    app = support.app(tmp_path_factory.mktemp("cdk.out"))
    stage = cdk.Stage(app, "prod", env=cdk.Environment(account="111111111111", region="eu-west-1"))
    below = cdk.Stack(stage, "Below")
    key = LogKey(below, "LogKey")
    on_call = OnCall(
        below,
        "OnCall",
        targets=dict.fromkeys(Severity, OnCallTargets()),
        owner="team-platform",
        runbook="https://runbooks.example.com/on-call",
        log_key=key,
        log_retention=logs.RetentionDays.ONE_MONTH,
    )
    services = [_watched(stage, name, on_call, key) for name in SHOP]
    above = cdk.Stack(stage, "Observability")
    EnvironmentDashboard(above, "Overview", services=services)
    PlatformDashboard(
        above,
        "Platform",
        panels=[ecs_cluster_panel("shop"), load_balancer_panel("Public", "app/shop/1"), on_call.panel],
    )
    stacks = [each for each in stage.node.find_all() if isinstance(each, cdk.Stack)]
    found = [each for stack in stacks for each in _dashboards(assertions.Template.from_stack(stack))]
    return {each["DashboardName"]: json.loads(_text(each["DashboardBody"])) for each in found}


def _watched(stage: cdk.Stage, name: str, on_call: OnCall, key: LogKey) -> ServiceObservability:
    stack = cdk.Stack(stage, name.title())
    spec: ServiceSpec = describe(Slo(availability_percent=99.5, latency_ms=250)).model_copy(
        update={"name": name}
    )
    journeys = [_journey(stack, spec, on_call, key)] if name == "checkout" else []
    return ServiceObservability(
        stack, "Observability", spec=spec, service=Service(stack), on_call=on_call, journeys=journeys
    )


def _journey(stack: cdk.Stack, spec: ServiceSpec, on_call: OnCall, key: LogKey) -> JourneyCanary:
    return JourneyCanary(
        stack,
        "Order",
        spec=spec,
        journey=Journey(name="order", code=support.ROOT / "docker/canaries", handler="canary.handler"),
        bucket=CanaryBucket(stack, "Seen"),
        log_key=key,
        acting=on_call.actions[Severity.PAGE],
    )


def _dashboards(template: assertions.Template) -> list[dict[str, Any]]:
    return [each["Properties"] for each in template.find_resources("AWS::CloudWatch::Dashboard").values()]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    separator, parts = value["Fn::Join"]
    return str(separator).join(part if isinstance(part, str) else "later" for part in parts)

"""The objectives of a service behind two target groups, synthesised once."""

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns

from goldenpath import ImageSource, ServiceObjectives, ServiceSpec, Slo
from goldenpath.observability import Severity
from goldenpath.runtimes.ingress import TargetGroupSignals
from tests.constructs.observability.cloudwatch.alarms import Alarms


class Signals(TargetGroupSignals):
    """What a load balancer sees of two versions."""

    saturation = cloudwatch.Metric(namespace="AWS/ECS", metric_name="CPUUtilization")

    def __init__(self) -> None:
        super().__init__("app/shop/1", ["targetgroup/blue", "targetgroup/green"])


def describe(slo: Slo) -> ServiceSpec:
    return ServiceSpec(
        name="checkout",
        owner="team-orders",
        runbook="https://runbooks.example.com/checkout",
        image=ImageSource.digest("registry.example.com/checkout", "sha256:" + "0" * 64),
        slo=slo,
    )


def topics(stack: cdk.Stack) -> dict[Severity, cloudwatch.IAlarmAction]:
    return {severity: actions.SnsAction(sns.Topic(stack, severity.title())) for severity in Severity}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Synthesise the objectives of a service that promises 99.9 %, and 99 % within 500 ms."""
    return _synthesised(tmp_path_factory, Slo())


@pytest.fixture(scope="session")
def alarms(template: dict[str, Any]) -> Alarms:
    return Alarms(template)


@pytest.fixture(scope="session")
def alarms_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[float], Alarms]:
    """Give the alarms of a service by the availability that it promises."""
    made: dict[float, Alarms] = {}

    def make(percent: float) -> Alarms:
        if percent not in made:
            made[percent] = Alarms(_synthesised(tmp_path_factory, Slo(availability_percent=percent)))
        return made[percent]

    return make


@pytest.fixture(scope="session")
def released_alarms(tmp_path_factory: pytest.TempPathFactory) -> Alarms:
    """Give the alarms of a service whose runtime reports its versions."""
    versions = cloudwatch.Metric(
        namespace="ECS/ContainerInsights",
        metric_name="DeploymentCount",
        dimensions_map={"ClusterName": "shop", "ServiceName": "checkout"},
        statistic=cloudwatch.Stats.MAXIMUM,
    )
    return Alarms(_synthesised(tmp_path_factory, Slo(), versions=versions))


def _synthesised(
    tmp_path_factory: pytest.TempPathFactory, slo: Slo, **measured: cloudwatch.IMetric
) -> dict[str, Any]:
    app = cdk.App(outdir=str(tmp_path_factory.mktemp("cdk.out")), builtin_cloud_formation_validation=False)
    stack = cdk.Stack(app, "Checkout", env=cdk.Environment(account="111111111111", region="eu-west-1"))
    ServiceObjectives(
        stack,
        "Slo",
        spec=describe(slo),
        signals=Signals(),
        release_alarms=[],
        actions=topics(stack),
        **measured,
    )
    return dict(assertions.Template.from_stack(stack).to_json())

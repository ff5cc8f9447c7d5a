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
    memory = cloudwatch.Metric(namespace="AWS/ECS", metric_name="MemoryUtilization")
    copies = cloudwatch.Metric(namespace="ECS/ContainerInsights", metric_name="RunningTaskCount")
    versions: cloudwatch.IMetric | None = None

    def __init__(self) -> None:
        super().__init__("app/shop/1", ["targetgroup/blue", "targetgroup/green"])


class ReleasedSignals(Signals):
    """The same, where the runtime reports versions, too."""

    versions = cloudwatch.Metric(
        namespace="ECS/ContainerInsights",
        metric_name="DeploymentCount",
        dimensions_map={"ClusterName": "shop", "ServiceName": "checkout"},
        statistic=cloudwatch.Stats.MAXIMUM,
    )


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
    return Alarms(_synthesised(tmp_path_factory, Slo(), ReleasedSignals()))


def _synthesised(
    tmp_path_factory: pytest.TempPathFactory, slo: Slo, signals: Signals | None = None
) -> dict[str, Any]:
    app = cdk.App(outdir=str(tmp_path_factory.mktemp("cdk.out")), builtin_cloud_formation_validation=False)
    stack = cdk.Stack(app, "Checkout", env=cdk.Environment(account="111111111111", region="eu-west-1"))
    ServiceObjectives(
        stack,
        "Slo",
        spec=describe(slo),
        signals=signals or Signals(),
        release_alarms=[],
        actions=topics(stack),
    )
    return dict(assertions.Template.from_stack(stack).to_json())

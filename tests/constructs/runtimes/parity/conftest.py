"""The same service on every runtime, and what became of it there, in the same words."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_logs as logs

from goldenpath import (
    AppRunnerPlatform,
    AppRunnerService,
    DeployStrategy,
    EcsPlatform,
    EcsService,
    EksOptions,
    EksPlatform,
    EksService,
    ExpressService,
    LogKey,
    NatMode,
    Network,
    OnCall,
    OnCallTargets,
    Route,
    Runtime,
    ServiceObservability,
    ServiceRuntime,
    ServiceSpec,
)
from goldenpath.observability import Severity
from tests import support
from tests.constructs.runtimes.eks.conftest import objects, one, text

ENVIRONMENT = cdk.Environment(account="111111111111", region="eu-west-1")
BLUE_GREEN = DeployStrategy.blue_green()
CANARY = DeployStrategy.canary(percent=5, bake=timedelta(minutes=3))
STRATEGIES = {
    Runtime.ECS: CANARY,
    Runtime.EKS: CANARY,
    Runtime.APP_RUNNER: BLUE_GREEN,
    Runtime.EXPRESS: CANARY,
}
Serve = Callable[..., ServiceRuntime]


@dataclass(frozen=True, kw_only=True)
class Container:
    """What a runtime was told to run."""

    image: str
    port: int
    environment: Mapping[str, str]
    secrets: frozenset[str]
    health_path: str
    minimum: int
    maximum: int


def platforms(stack: cdk.Stack) -> dict[Runtime, Serve]:
    """Make every platform in a stack, and give what runs a service on each."""
    key = LogKey(stack, "LogKey")
    network = Network(
        stack,
        "Network",
        cidr="10.0.0.0/16",
        availability_zones=["eu-west-1a", "eu-west-1b"],
        log_key=key,
        nat=NatMode.SINGLE,
    )
    ecs = EcsPlatform(stack, "Ecs", network=network, log_key=key, internal_ingress=True)
    eks = EksPlatform(stack, "Eks", network=network, log_key=key, options=EksOptions(internal_ingress=True))
    app_runner = AppRunnerPlatform(stack, "AppRunner", network=network, log_key=key)
    return {
        Runtime.ECS: partial(EcsService, platform=ecs, engine="ecs"),
        Runtime.EKS: partial(EksService, platform=eks),
        Runtime.APP_RUNNER: partial(AppRunnerService, platform=app_runner),
        Runtime.EXPRESS: partial(ExpressService, platform=ecs),
    }


@dataclass(frozen=True)
class Served:
    """A service on a runtime, in a stack of its own, with a table that it may use."""

    runtime: Runtime
    service: ServiceRuntime
    template: assertions.Template

    @property
    def container(self) -> Container:
        return _CONTAINERS[self.runtime](self.template)


def serve_everywhere(outdir: Path, spec: ServiceSpec, route: Route) -> dict[Runtime, Served]:
    """Run a service on every runtime, and measure it as dashboards do."""
    app = support.app(outdir)
    below = cdk.Stack(app, "Platforms", env=ENVIRONMENT)
    on_call = _on_call(below)
    stacks, services = {}, {}
    for runtime, serve in platforms(below).items():
        stack = cdk.Stack(app, runtime.value, env=ENVIRONMENT)
        service = serve(stack, "Service", spec=spec, strategy=STRATEGIES[runtime], route=route)
        table = dynamodb.Table(
            stack,
            "Table",
            partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
        )
        table.grant_read_write_data(service.grant_principal)
        for name, metric in {
            "Requests": service.signals.requests,
            "Errors": service.signals.errors,
            "Latency": service.signals.latency(99),
            "Saturation": service.signals.saturation,
            "Slow": service.signals.slow_requests(500),
        }.items():
            cloudwatch.Alarm(stack, f"Measured{name}", metric=metric, threshold=1, evaluation_periods=1)
        ServiceObservability(stack, "Observability", spec=spec, service=service, on_call=on_call)
        cdk.RemovalPolicies.of(stack).destroy()
        stacks[runtime], services[runtime] = stack, service
    return {
        runtime: Served(runtime, services[runtime], assertions.Template.from_stack(stack))
        for runtime, stack in stacks.items()
    }


def _on_call(stack: cdk.Stack) -> OnCall:
    return OnCall(
        stack,
        "OnCall",
        targets=dict.fromkeys(Severity, OnCallTargets()),
        owner="team-platform",
        runbook="https://runbooks.example.com/on-call",
        log_key=LogKey(stack, "OnCallLogKey"),
        log_retention=logs.RetentionDays.ONE_MONTH,
    )


def resource(template: assertions.Template, kind: str) -> dict[str, Any]:
    (found,) = template.find_resources(kind).values()
    return dict(found["Properties"])


def _plain(entries: list[dict[str, Any]]) -> dict[str, str]:
    return {entry["Name"]: text(entry["Value"]) for entry in entries}


def _on_ecs(template: assertions.Template) -> Container:
    (definition,) = resource(template, "AWS::ECS::TaskDefinition")["ContainerDefinitions"]
    target = resource(template, "AWS::ApplicationAutoScaling::ScalableTarget")
    group = next(iter(template.find_resources("AWS::ElasticLoadBalancingV2::TargetGroup").values()))
    return Container(
        image=json.dumps(definition["Image"]),
        port=definition["PortMappings"][0]["ContainerPort"],
        environment=_plain(definition["Environment"]),
        secrets=frozenset(entry["Name"] for entry in definition["Secrets"]),
        health_path=group["Properties"]["HealthCheckPath"],
        minimum=target["MinCapacity"],
        maximum=target["MaxCapacity"],
    )


def _on_eks(template: assertions.Template) -> Container:
    found = objects(template)
    container = one(found, "Rollout")["spec"]["template"]["spec"]["containers"][0]
    scaler = one(found, "HorizontalPodAutoscaler")["spec"]
    return Container(
        image=container["image"],
        port=container["ports"][0]["containerPort"],
        environment={entry["name"]: entry["value"] for entry in container["env"] if "value" in entry},
        secrets=frozenset(entry["name"] for entry in container["env"] if "valueFrom" in entry),
        health_path=container["readinessProbe"]["httpGet"]["path"],
        minimum=scaler["minReplicas"],
        maximum=scaler["maxReplicas"],
    )


def _on_app_runner(template: assertions.Template) -> Container:
    service = resource(template, "AWS::AppRunner::Service")
    source = service["SourceConfiguration"]["ImageRepository"]
    image = source["ImageConfiguration"]
    scaling = resource(template, "AWS::AppRunner::AutoScalingConfiguration")
    plain = _plain(image["RuntimeEnvironmentVariables"])
    return Container(
        image=json.dumps(source["ImageIdentifier"]),
        port=int(image["Port"]),
        environment=plain | {"PORT": image["Port"]},  # App Runner sets it itself
        secrets=frozenset(entry["Name"] for entry in image["RuntimeEnvironmentSecrets"]),
        health_path=service["HealthCheckConfiguration"]["Path"],
        minimum=scaling["MinSize"],
        maximum=scaling["MaxSize"],
    )


def _on_express(template: assertions.Template) -> Container:
    service = resource(template, "AWS::ECS::ExpressGatewayService")
    container = service["PrimaryContainer"]
    return Container(
        image=json.dumps(container["Image"]),
        port=container["ContainerPort"],
        environment=_plain(container["Environment"]),
        secrets=frozenset(entry["Name"] for entry in container["Secrets"]),
        health_path=service["HealthCheckPath"],
        minimum=service["ScalingTarget"]["MinTaskCount"],
        maximum=service["ScalingTarget"]["MaxTaskCount"],
    )


_CONTAINERS: Mapping[Runtime, Callable[[assertions.Template], Container]] = {
    Runtime.ECS: _on_ecs,
    Runtime.EKS: _on_eks,
    Runtime.APP_RUNNER: _on_app_runner,
    Runtime.EXPRESS: _on_express,
}


@pytest.fixture(scope="module")
def make_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: tmp_path_factory.mktemp("parity")

"""A service on ECS with all that the library has to see how it does."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_logs as logs

from docs.comparison.subjects import PLACE, ROUTE, SPEC, ZONES
from goldenpath import (
    CanaryBucket,
    DeployStrategy,
    EcsPlatform,
    EcsService,
    Journey,
    JourneyCanary,
    LogKey,
    NatMode,
    Network,
    OnCall,
    OnCallTargets,
    ServiceObservability,
)
from goldenpath.observability import Severity

_CANARIES = Path(__file__).parents[2] / "docker" / "canaries"


def synthesise(context: Mapping[str, Any], outdir: Path) -> Mapping[str, Any]:
    """Give the template of the service; what it stands on is in a stack of its own."""
    zones = {f"availability-zones:account={PLACE.account}:region={PLACE.region}": ZONES}
    app = cdk.App(context={**context, **zones}, outdir=str(outdir), builtin_cloud_formation_validation=False)
    below = cdk.Stack(app, "Platform", env=PLACE)
    key = LogKey(below, "LogKey")
    network = Network(
        below, "Network", cidr="10.0.0.0/16", availability_zones=ZONES, log_key=key, nat=NatMode.SINGLE
    )
    platform = EcsPlatform(below, "Ecs", network=network, log_key=key, internal_ingress=True)
    stack = cdk.Stack(app, "Service", env=PLACE)
    service = EcsService(
        stack,
        "Service",
        platform=platform,
        spec=SPEC,
        strategy=DeployStrategy.canary(),
        engine="ecs",
        route=ROUTE,
    )
    _watch(stack, service, key, _on_call(below, key))
    app.synth()
    template: Mapping[str, Any] = json.loads((outdir / "Service.template.json").read_text(encoding="utf-8"))
    return template


def _on_call(stack: cdk.Stack, key: LogKey) -> OnCall:
    return OnCall(
        stack,
        "OnCall",
        targets=dict.fromkeys(Severity, OnCallTargets()),
        owner=SPEC.owner,
        runbook=SPEC.runbook,
        log_key=key,
        log_retention=logs.RetentionDays.ONE_MONTH,
    )


def _watch(stack: cdk.Stack, service: EcsService, key: LogKey, on_call: OnCall) -> None:
    canary = JourneyCanary(
        stack,
        "Browse",
        spec=SPEC,
        journey=Journey(name="browse", code=_CANARIES, handler="canary.handler"),
        bucket=CanaryBucket(stack, "Seen"),
        log_key=key,
    )
    ServiceObservability(
        stack, "Observability", spec=SPEC, service=service, on_call=on_call, journeys=[canary]
    )

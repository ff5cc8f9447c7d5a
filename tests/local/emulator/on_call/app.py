"""The way to people on call, and a service with objectives whose alarms take it."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs

from goldenpath import LogKey, OnCall, OnCallTargets, ServiceObjectives
from goldenpath.observability import Severity, SlackChannel
from tests import support
from tests.stacks.objectives_app import SPEC, Signals

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local.emulator.driver import Emulator

ACCOUNT, REGION = "000000000000", "us-east-1"
LOAD_BALANCER, TARGET_GROUP = "app/shop/1", "targetgroup/blue/2"


def synthesise(outdir: Path) -> Path:
    """Write the app's assembly."""
    app = support.app(outdir)
    place = cdk.Environment(account=ACCOUNT, region=REGION)
    synthesizer = cdk.DefaultStackSynthesizer(generate_bootstrap_version_rule=False)
    on_call_stack = cdk.Stack(app, "OnCall", env=place, synthesizer=synthesizer)
    on_call = OnCall(
        on_call_stack,
        "OnCall",
        owner="team-platform",
        runbook="https://runbooks.example.com/on-call",
        targets={
            Severity.PAGE: OnCallTargets(
                email=["on-call@example.com"],
                slack=[SlackChannel(workspace="T0123ABCD", channel="C0123ABCD")],
            ),
            Severity.TICKET: OnCallTargets(),
        },
        log_key=LogKey(on_call_stack, "LogKey"),
        log_retention=logs.RetentionDays.ONE_MONTH,
    )
    service = cdk.Stack(
        app,
        "Checkout",
        env=place,
        synthesizer=cdk.DefaultStackSynthesizer(generate_bootstrap_version_rule=False),
    )
    logs.LogGroup(service, "Log", log_group_name="/shop/checkout")
    cloudwatch.Dashboard(service, "Dashboard", dashboard_name="Checkout")
    ServiceObjectives(
        service,
        "Objectives",
        spec=SPEC,
        signals=Signals(LOAD_BALANCER, [TARGET_GROUP]),
        release_alarms=[],
        actions=on_call.actions,
    )
    app.synth()
    return outdir


def deploy(emulator: Emulator, assembly: Path, *, publish_at: str) -> None:
    """Create the stacks, with a function that publishes at an address of ours."""
    _upload_assets(emulator, assembly)
    for name in ("OnCall", "Checkout"):
        template = json.loads((assembly / f"{name}.template.json").read_text(encoding="utf-8"))
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Lambda::Function":
                variables = resource["Properties"]["Environment"]["Variables"]
                variables["AWS_ENDPOINT_URL_SNS"] = publish_at
        outputs = {key: each["Value"] for key, each in template.get("Outputs", {}).items()}
        assert emulator.create(name, template["Resources"], outputs) == "CREATE_COMPLETE"


def _upload_assets(emulator: Emulator, assembly: Path) -> None:
    s3 = emulator.client("s3")
    manifest: dict[str, Any] = json.loads((assembly / "OnCall.assets.json").read_text(encoding="utf-8"))
    for file in manifest["files"].values():
        if file["source"]["packaging"] != "zip":
            continue
        (target,) = file["destinations"].values()
        s3.create_bucket(Bucket=target["bucketName"])
        s3.put_object(
            Bucket=target["bucketName"],
            Key=target["objectKey"],
            Body=_zipped(assembly / file["source"]["path"]),
        )


def _zipped(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for file in sorted(folder.rglob("*.py")):
            archive.write(file, file.relative_to(folder))
    return content.getvalue()

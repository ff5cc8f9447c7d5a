"""One delivery pipeline with everything in it, synthesised once."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Template

from goldenpath import (
    Check,
    ConnectionSource,
    DeliveredImage,
    DeliveryEnvironment,
    DeliveryPipeline,
    GitStrategy,
    LogKey,
    Publication,
)
from tests.support import ROOT, app

TOOLING = cdk.Environment(account="111111111111", region="eu-west-1")
CONNECTION = "arn:aws:codeconnections:eu-west-1:111111111111:connection/01234567-89ab-cdef-0123-456789abcdef"
CHECKOUT = DeliveredImage(
    name="check-out", folder="docker/checkout", repository="shop/checkout", signing_profile="shop"
)


def environment(name: str, account: str, **values: Any) -> DeliveryEnvironment:
    values = {"bootstrap_trusts": ("111111111111",), "region": "eu-west-1", **values}
    return DeliveryEnvironment(name=name, account=account, url_stack=f"{name}-Shop", **values)


def pipeline_stack(outdir: Path, **values: Any) -> cdk.Stack:
    """Make a stack `tooling/Delivery` with a pipeline; ``values`` replace what it is made of."""
    stage = cdk.Stage(app(outdir), "tooling", env=TOOLING)
    stack = cdk.Stack(stage, "Delivery")
    acceptance = Check(
        name="Acceptance", commands=("make acceptance",), reports="build/reports/*.xml", measures=True
    )
    whole: dict[str, Any] = {
        "source": ConnectionSource(connection_arn=CONNECTION, repository="example/shop"),
        "owner": "team-shop",
        "runbook": "https://runbooks.example.com/delivery",
        "told": sns.Topic(stack, "Told"),
        "checks": [Check(name="Test", commands=("make test",), reports="test.xml", large=True)],
        "images": [CHECKOUT],
        "environments": [
            environment("dev", "222222222222", checks=(acceptance,), code_deploy_services=("checkout",)),
            environment(
                "staging", "333333333333", checks=(acceptance, Check(name="Load", commands=("make load",)))
            ),
            environment(
                "prod",
                "444444444444",
                gate_alarms=("prod-budget",),
                approval=True,
                approvers=("on-call@example.com",),
            ),
        ],
        "project": ROOT,
        "git": GitStrategy.trunk(),
        "publication": Publication(folder="constructs", domain="example", repository="libraries"),
    }
    DeliveryPipeline(stack, "Pipeline", log_key=LogKey(stack, "LogKey"), **{**whole, **values})
    return stack


class Delivered:
    """A synthesised pipeline as a reader of its template sees it."""

    def __init__(self, template: Mapping[str, Any]) -> None:
        self.resources: Mapping[str, Any] = template["Resources"]
        pipelines = self.of_type("AWS::CodePipeline::Pipeline")
        self.pipelines = list(pipelines.values())
        self.pipeline = self.pipelines[0]["Properties"]
        self.stages = {stage["Name"]: stage for stage in self.pipeline["Stages"]}

    def of_type(self, kind: str) -> Mapping[str, Any]:
        return {name: each for name, each in self.resources.items() if each["Type"] == kind}

    def actions(self, stage: str) -> dict[str, int]:
        return {action["Name"]: action["RunOrder"] for action in self.stages[stage]["Actions"]}

    def action(self, stage: str, name: str) -> Any:
        return next(each for each in self.stages[stage]["Actions"] if each["Name"] == name)

    def project(self, stage: str, name: str) -> Any:
        logical_id = self.action(stage, name)["Configuration"]["ProjectName"]["Ref"]
        return self.resources[logical_id]["Properties"]

    def buildspec(self, stage: str, name: str) -> Any:
        text = self.project(stage, name)["Source"]["BuildSpec"]
        return json.loads(text if isinstance(text, str) else _joined(text))

    def commands(self, stage: str, name: str) -> list[str]:
        phases = self.buildspec(stage, name)["phases"]
        return [*phases["install"]["commands"], *phases["build"]["commands"]]

    def rights(self, stage: str, name: str) -> list[Any]:
        role = self.project(stage, name)["ServiceRole"]["Fn::GetAtt"][0]
        policies = self.resources[role]["Properties"]["Policies"]
        return [each for policy in policies for each in policy["PolicyDocument"]["Statement"]]


def _joined(text: Any) -> str:
    return "".join(part if isinstance(part, str) else "token" for part in text["Fn::Join"][1])


def deliver(outdir: Path, **values: Any) -> Delivered:
    return Delivered(Template.from_stack(pipeline_stack(outdir, **values)).to_json())


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    return deliver(tmp_path_factory.mktemp("delivery"))

"""Clusters and services on them to test."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions

from goldenpath import (
    DeployStrategy,
    EksOptions,
    EksPlatform,
    EksService,
    ImageSource,
    LogKey,
    NatMode,
    Network,
)
from tests.constructs.runtimes.conftest import DIGEST, describe

KNOWN_LATER = "known-later"
WGET = ImageSource.digest("registry.example.com/wget", DIGEST)


@dataclass(frozen=True)
class EksShop:
    """A cluster in one stack, and what runs on it in another."""

    platform_stack: cdk.Stack
    service_stack: cdk.Stack
    platform: EksPlatform

    def serve(self, construct_id: str = "Checkout", **arguments: Any) -> EksService:
        spec = arguments.pop("spec", None) or describe()
        how = {"strategy": DeployStrategy.canary()} | arguments
        return EksService(self.service_stack, construct_id, platform=self.platform, spec=spec, **how)


def objects(template: assertions.Template) -> list[dict[str, Any]]:
    """Give every Kubernetes object of a stack, with a word where a value is known at deployment only."""
    manifests = template.find_resources("Custom::AWSCDK-EKS-KubernetesResource").values()
    contents = [text(manifest["Properties"]["Manifest"]) for manifest in manifests]
    return [each for content in contents for each in json.loads(content)]


def text(value: Any) -> str:
    """Give a value of a template as text, with a word where it is known at deployment only."""
    if isinstance(value, str):
        return value
    separator, parts = value["Fn::Join"]
    return str(separator).join(part if isinstance(part, str) else KNOWN_LATER for part in parts)


def one(found: list[dict[str, Any]], kind: str, name: str = "checkout") -> dict[str, Any]:
    """Give the one object of a kind and a name."""
    (match,) = [each for each in found if each["kind"] == kind and each["metadata"]["name"] == name]
    return match


@pytest.fixture(scope="module")
def open_eks(
    make_stack: Callable[[], cdk.Stack], make_stack_beside: Callable[[cdk.Stack], cdk.Stack]
) -> Callable[..., EksShop]:
    def make(nat: NatMode = NatMode.SINGLE, **arguments: Any) -> EksShop:
        platform_stack = make_stack()
        service_stack = make_stack_beside(platform_stack)
        key = LogKey(platform_stack, "LogKey")
        network = Network(
            platform_stack,
            "Network",
            cidr="10.0.0.0/16",
            availability_zones=["eu-west-1a", "eu-west-1b"],
            log_key=key,
            nat=nat,
        )
        options = EksOptions(smoke_test_image=WGET, internal_ingress=True)
        platform = EksPlatform(
            platform_stack, "Platform", network=network, log_key=key, **({"options": options} | arguments)
        )
        return EksShop(platform_stack, service_stack, platform)

    return make

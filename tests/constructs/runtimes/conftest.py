"""Platforms and services to test."""

import http.server
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2

from goldenpath import (
    DeployStrategy,
    Domain,
    EcsPlatform,
    EcsService,
    ImageSource,
    LogKey,
    NatMode,
    Network,
    ServiceSpec,
)

DIGEST = "sha256:" + "0" * 64
REPOSITORY = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop/checkout"


@dataclass(frozen=True)
class Shop:
    """A platform in one stack, and builders for what runs on it in another."""

    platform_stack: cdk.Stack
    service_stack: cdk.Stack
    platform: EcsPlatform

    def serve(self, construct_id: str, **arguments: Any) -> EcsService:
        spec = arguments.pop("spec", None) or describe()
        how: dict[str, Any] = {"strategy": DeployStrategy.rolling(), "engine": "ecs"} | arguments
        return EcsService(self.service_stack, construct_id, platform=self.platform, spec=spec, **how)


def describe(**values: Any) -> ServiceSpec:
    defaults: dict[str, Any] = {
        "name": "checkout",
        "owner": "team-orders",
        "runbook": "https://runbooks.example.com/checkout",
        "image": ImageSource.digest(REPOSITORY, DIGEST),
    }
    return ServiceSpec(**(defaults | values))


@pytest.fixture(scope="module")
def open_shop(
    make_stack: Callable[[], cdk.Stack], make_stack_beside: Callable[[cdk.Stack], cdk.Stack]
) -> Callable[..., Shop]:
    def make(
        domain: Domain | None = None,
        nat: NatMode = NatMode.NONE,
        interface_endpoints: Sequence[ec2.InterfaceVpcEndpointAwsService] | None = None,
        **arguments: Any,
    ) -> Shop:
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
            interface_endpoints=interface_endpoints,
        )
        platform = EcsPlatform(
            platform_stack, "Platform", network=network, log_key=key, domain=domain, **arguments
        )
        return Shop(platform_stack, service_stack, platform)

    return make


@pytest.fixture
def answers() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Receive what a function tells CloudFormation: where to send it, and what came."""
    received: list[dict[str, Any]] = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/answer", received
    server.shutdown()
    thread.join()
    server.server_close()

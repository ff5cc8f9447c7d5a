"""Drives an emulator as the CDK drives AWS."""

from __future__ import annotations

import json
import os
import socket
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3

ROOT = Path(__file__).parents[3]
PYTHON = ROOT / ".local/emulator/bin/python"
REGION = "us-east-1"
_STACK_SECONDS = 30


@dataclass(frozen=True)
class Emulator:
    """A running emulator."""

    url: str
    ledger: Path

    def client(self, service: str) -> Any:
        return _client(service, self.url)

    def lines(self, stack: str) -> list[dict[str, str]]:
        lines = [json.loads(line) for line in self.ledger.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if line["stack"] == stack]

    def create(self, name: str, resources: dict[str, Any], outputs: dict[str, Any] | None = None) -> str:
        self.client("cloudformation").create_stack(StackName=name, TemplateBody=_template(resources, outputs))
        return self.settled(name)

    def update(self, name: str, resources: dict[str, Any]) -> str:
        self.client("cloudformation").update_stack(StackName=name, TemplateBody=_template(resources, None))
        return self.settled(name)

    def delete(self, name: str) -> None:
        cloudformation = self.client("cloudformation")
        identifier = cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackId"]
        cloudformation.delete_stack(StackName=name)
        assert self.settled(identifier) == "DELETE_COMPLETE"

    def settled(self, name: str) -> str:
        """Wait for a stack and return its status."""
        deadline = time.monotonic() + _STACK_SECONDS
        while time.monotonic() < deadline:
            status = self.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
            if not status.endswith("_IN_PROGRESS"):
                return str(status)
            time.sleep(0.05)
        message = f"{name} did not settle within {_STACK_SECONDS} s"
        raise TimeoutError(message)

    def outputs(self, name: str) -> dict[str, str]:
        stack = self.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def physical_id(self, name: str, logical_id: str) -> str:
        found = self.client("cloudformation").describe_stack_resource(
            StackName=name, LogicalResourceId=logical_id
        )
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def reasons(self, name: str, logical_id: str) -> str:
        events = self.client("cloudformation").describe_stack_events(StackName=name)["StackEvents"]
        return "\n".join(
            event.get("ResourceStatusReason", "")
            for event in events
            if event["LogicalResourceId"] == logical_id and event["ResourceStatus"].endswith("_FAILED")
        )

    def recorded(self, kind: str) -> dict[str, dict[str, Any]]:
        found = self.client("cloudcontrol").list_resources(TypeName=kind)["ResourceDescriptions"]
        return {resource["Identifier"]: json.loads(resource["Properties"]) for resource in found}


@cache
def _client(service: str, url: str) -> Any:
    return boto3.client(
        service,  # type: ignore[call-overload]
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106  # pragma: allowlist secret
    )


def _template(resources: dict[str, Any], outputs: dict[str, Any] | None) -> str:
    values = {key: {"Value": value} for key, value in (outputs or {}).items()}
    return json.dumps({"Resources": resources, "Outputs": values})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(port: int, directory: Path) -> dict[str, str]:
    return {
        **os.environ,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "LAMBDA_EXECUTOR": "local",
        "IOT_MTLS_ENABLED": "0",
        "DOCKER_HOST": f"unix://{directory / 'no-engine.sock'}",
        "TMPDIR": str(directory),
        "GOLDENPATH_RESOURCES_FILE": str(directory / "resources.jsonl"),
    }

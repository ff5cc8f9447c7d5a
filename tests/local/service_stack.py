"""A stack with one ECS service, made from the greeter's folder."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

GREETER = Path(__file__).with_name("greeter")
REPOSITORY = "cdk-hnb659fds-container-assets-000000000000-us-east-1"


def service_stack(
    port: int,
    *,
    greeting: str = "hello",
    desired: int = 2,
    health_path: str = "/healthz",
    source: Path = GREETER,
    secrets: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    tag = _content_hash(source)
    check = f"curl --fail http://127.0.0.1:{port}{health_path} || exit 1"
    container = {
        "Name": "greeter",
        "Image": f"000000000000.dkr.ecr.us-east-1.amazonaws.com/{REPOSITORY}:{tag}",
        "Essential": True,
        "PortMappings": [{"ContainerPort": port, "Protocol": "tcp"}],
        "Environment": [{"Name": "GREETING", "Value": greeting}, {"Name": "PORT", "Value": str(port)}],
        "Secrets": [{"Name": name, "ValueFrom": source} for name, source in (secrets or {}).items()],
        "HealthCheck": {"Command": ["CMD-SHELL", check]},
    }
    definition = {
        "Family": "greeter",
        "Cpu": "256",
        "Memory": "512",
        "NetworkMode": "awsvpc",
        "RequiresCompatibilities": ["FARGATE"],
        "ContainerDefinitions": [container],
    }
    network = {"AwsvpcConfiguration": {"Subnets": [{"Ref": "Subnet"}]}}
    service = {
        "Cluster": {"Ref": "Cluster"},
        "TaskDefinition": {"Ref": "Definition"},
        "DesiredCount": desired,
        "LaunchType": "FARGATE",
        "NetworkConfiguration": network,
    }
    subnet = {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.9.0.0/24"}
    resources = {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16"}},
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": subnet},
        "Cluster": {"Type": "AWS::ECS::Cluster"},
        "Definition": {"Type": "AWS::ECS::TaskDefinition", "Properties": definition},
        "Service": {"Type": "AWS::ECS::Service", "Properties": service},
    }
    image = {
        "source": {"directory": str(source)},
        "destinations": {"local": {"repositoryName": REPOSITORY, "imageTag": tag}},
    }
    return {"Greeter": {"resources": resources, "images": {tag: image}}}


def _content_hash(folder: Path) -> str:
    """Name the image as the CDK does: by what is in the folder."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

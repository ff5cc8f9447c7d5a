"""What a template says by itself."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

_MANIFEST = "Custom::AWSCDK-EKS-KubernetesResource"


def resource_count(template: Mapping[str, Any]) -> int:
    """Count the resources of a stack."""
    return len(template["Resources"])


def resource_kinds(template: Mapping[str, Any]) -> Counter[str]:
    """Count the resources of a stack by their type, without the vendor's name."""
    return Counter(resource["Type"].removeprefix("AWS::") for resource in template["Resources"].values())


def kubernetes_objects(template: Mapping[str, Any]) -> int:
    """Count the objects that a stack puts on a cluster."""
    manifests = [each for each in template["Resources"].values() if each["Type"] == _MANIFEST]
    return sum(len(json.loads(_text(each["Properties"]["Manifest"]))) for each in manifests)


def statement_count(template: Mapping[str, Any]) -> int:
    """Count the statements of a stack's roles and policies that allow something."""
    return sum(1 for _ in _statements(template))


def wildcard_count(template: Mapping[str, Any]) -> int:
    """Count those among them whose resource is ``*``."""
    return sum(1 for statement in _statements(template) if statement.get("Resource") == "*")


def managed_policy_count(template: Mapping[str, Any]) -> int:
    """Count the policies of AWS's own that a stack's roles have."""
    roles = [each for each in template["Resources"].values() if each["Type"] == "AWS::IAM::Role"]
    return sum(len(role["Properties"].get("ManagedPolicyArns", [])) for role in roles)


def _statements(template: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::IAM::Policy":
            yield from properties["PolicyDocument"]["Statement"]
        if resource["Type"] == "AWS::IAM::Role":
            for policy in properties.get("Policies", []):
                yield from policy["PolicyDocument"]["Statement"]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    separator, parts = value["Fn::Join"]
    return str(separator).join(part if isinstance(part, str) else "later" for part in parts)

"""Puts the rules of ``SecurityGroupIngress`` and ``SecurityGroupEgress`` on their groups, for EC2 to show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ministack.services import ec2
from ministack.services.cloudformation import drift, provisioners

from local.emulator.extensions.private import read

if TYPE_CHECKING:
    from local.emulator.extensions.records import Provisioned

_TYPES = {"AWS::EC2::SecurityGroupIngress": False, "AWS::EC2::SecurityGroupEgress": True}


def emulate_security_group_rules() -> None:
    """Give ministack handlers and drift readers for the two types."""
    for kind, egress in _TYPES.items():
        read(provisioners, "_RESOURCE_HANDLERS")[kind] = {
            "create": partial(_create, egress),
            "update": partial(_update, egress),
            "update_with_logical_id": True,
            "delete": partial(_delete, egress),
        }
        read(drift, "_DRIFT_READERS")[kind] = partial(_read, egress), frozenset()


def _create(egress: bool, logical_id: str, properties: dict[str, Any], _stack: str) -> Provisioned:
    rules = _rules(egress, properties)
    if rules is None:
        message = f"{logical_id}: the security group '{properties.get('GroupId')}' does not exist."
        raise ValueError(message)
    rule, rule_id = _rule(egress, properties)
    if rule_id in _ids(egress, properties):
        message = f"{logical_id}: the security group '{properties['GroupId']}' has this rule already."
        raise ValueError(message)
    rules.append(rule)
    return rule_id, {"Id": rule_id}


def _update(
    egress: bool,
    physical_id: str,
    before: dict[str, Any],
    after: dict[str, Any],
    stack: str,
    logical_id: str,
) -> Provisioned:
    # Another rule is another resource: CloudFormation deletes the old one once the update is through.
    if _rule(egress, after)[1] == physical_id:
        _delete(egress, physical_id, before)
    return _create(egress, logical_id, after, stack)


def _delete(egress: bool, physical_id: str, properties: dict[str, Any]) -> None:
    rules = _rules(egress, properties)
    for index, rule_id in enumerate(_ids(egress, properties)):
        if rules is not None and rule_id == physical_id:
            del rules[index]
            return


def _read(egress: bool, physical_id: str, expected: dict[str, Any]) -> dict[str, Any] | None:
    return {} if physical_id in _ids(egress, expected) else None


def _rules(egress: bool, properties: dict[str, Any]) -> list[dict[str, Any]] | None:
    group = read(ec2, "_security_groups").get(properties.get("GroupId"))
    return None if group is None else group["IpPermissionsEgress" if egress else "IpPermissions"]


def _rule(egress: bool, properties: dict[str, Any]) -> tuple[dict[str, Any], str]:
    rule = read(provisioners, "_ec2_sg_permissions")([properties])[0]
    return rule, read(ec2, "_sg_rule_id")(properties["GroupId"], egress, rule)


def _ids(egress: bool, properties: dict[str, Any]) -> list[str]:
    identify = read(ec2, "_sg_rule_id")
    return [identify(properties["GroupId"], egress, rule) for rule in _rules(egress, properties) or []]

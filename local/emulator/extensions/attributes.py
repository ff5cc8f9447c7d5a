"""Completes what ``Fn::GetAtt`` knows of the types that ministack provisions itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ministack.core.responses import get_region
from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from local.emulator.paths import flatten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.emulator.catalog import SchemaCatalog


def complete_attributes(catalog: SchemaCatalog) -> None:
    """Let each create and update also answer with the properties given.

    Parameters
    ----------
    catalog
        Finds a type's schema.
    """

    def completed(kind: str, physical_id: str, properties: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
        if catalog.find(kind, get_region()) is None:
            return dict(known)
        return {**dict(flatten(properties)), **_of_vpc(kind, physical_id), **known}

    create, update = provisioners._provision_resource, provisioners._update_resource

    def create_completed(kind: str, logical_id: str, properties: dict[str, Any], stack: str) -> tuple[str, dict[str, Any]]:
        physical_id, known = create(kind, logical_id, properties, stack)
        return physical_id, completed(kind, physical_id, properties, known)

    def update_completed(
        kind: str, physical_id: str, before: dict[str, Any], after: dict[str, Any], *rest: Any
    ) -> tuple[str, dict[str, Any]]:
        new_id, known = update(kind, physical_id, before, after, *rest)
        return new_id, completed(kind, new_id, after, known)

    provisioners._provision_resource = create_completed
    provisioners._update_resource = update_completed


def _of_vpc(kind: str, physical_id: str) -> dict[str, Any]:
    """Return what ministack's EC2 knows of a VPC but its CloudFormation does not say."""
    vpc = ec2._vpcs.get(physical_id) if kind == "AWS::EC2::VPC" else None
    if vpc is None:
        return {}
    return {
        "VpcId": physical_id,
        "CidrBlock": vpc["CidrBlock"],
        "CidrBlockAssociations": [f"vpc-cidr-assoc-{physical_id.removeprefix('vpc-')}"],
        "DefaultNetworkAcl": vpc["DefaultNetworkAclId"],
        "DefaultSecurityGroup": vpc["DefaultSecurityGroupId"],
        "Ipv6CidrBlocks": [],
    }

"""Completes what ``Fn::GetAtt`` knows of the types that ministack provisions itself.

What its handler answers stands; then come the properties given; what is still missing is derived
from the schema, as for a recorded resource: else a template that AWS takes would fail here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from local.emulator.description import describe
from local.emulator.extensions.handlers import CLOUDFORMATION
from local.emulator.extensions.private import read, replace
from local.emulator.extensions.records import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.emulator.catalog import SchemaCatalog
    from local.emulator.extensions.records import Provisioned
    from local.emulator.place import Place


def complete_attributes(catalog: SchemaCatalog) -> None:
    """Let each create and update answer with every attribute.

    Parameters
    ----------
    catalog
        Finds a type's schema.
    """
    create, update = read(provisioners, "_provision_resource"), read(provisioners, "_update_resource")

    def create_completed(kind: str, logical_id: str, properties: dict[str, Any], stack: str) -> Provisioned:
        physical_id, known = create(kind, logical_id, properties, stack)
        place = place_of(stack, logical_id)
        return physical_id, _completed(catalog, kind, place, physical_id, properties, known)

    def update_completed(
        kind: str,
        physical_id: str,
        before: dict[str, Any],
        after: dict[str, Any],
        stack: str,
        logical_id: str | None = None,
        attributes: dict[str, Any] | None = None,
    ) -> Provisioned:
        new_id, known = update(kind, physical_id, before, after, stack, logical_id, attributes)
        place = place_of(stack, logical_id or physical_id)
        return new_id, _completed(catalog, kind, place, new_id, after, known)

    replace("_provision_resource", create_completed, provisioners)
    replace("_update_resource", update_completed, provisioners)


def _completed(
    catalog: SchemaCatalog,
    kind: str,
    place: Place,
    physical_id: str,
    properties: Mapping[str, Any],
    known: Mapping[str, Any],
) -> dict[str, Any]:
    schema = catalog.find(kind, place.region)
    emulated = read(provisioners, "_RESOURCE_HANDLERS").has_own(kind)
    if schema is None or not emulated or kind.startswith(CLOUDFORMATION):
        return dict(known)
    identity = {schema.primary_identifier[0]: physical_id} if len(schema.primary_identifier) == 1 else {}
    derived = describe(schema, {**properties, **identity}, place).attributes
    return {**derived, **_of_vpc(kind, physical_id), **known}


def _of_vpc(kind: str, physical_id: str) -> dict[str, Any]:
    """Return what ministack's EC2 knows of a VPC but its CloudFormation does not say."""
    vpc = read(ec2, "_vpcs").get(physical_id) if kind == "AWS::EC2::VPC" else None
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

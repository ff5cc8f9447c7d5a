"""Identifiers in the form that each AWS service gives them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local.emulator.place import Place

# EC2 and its neighbours name a thing's kind in its identifier, by the attribute ...
_PREFIX_BY_ATTRIBUTE = {
    "AllocationId": "eipalloc", "AssociationId": "eipassoc", "EniId": "eni", "NatGatewayId": "nat",
    "NetworkAclId": "acl", "NetworkInterfaceId": "eni", "RouteTableId": "rtb", "SecurityGroupId": "sg",
    "GroupId": "sg", "SubnetId": "subnet", "VolumeId": "vol", "VpcEndpointId": "vpce", "VpcId": "vpc",
    "VpcPeeringConnectionId": "pcx", "InstanceId": "i", "FileSystemId": "fs", "AccessPointId": "fsap",
}  # fmt: skip
# ... or, for the resource's own `Id`, by its type.
_PREFIX_BY_TYPE = {
    "AWS::EC2::EgressOnlyInternetGateway": "eigw", "AWS::EC2::EIP": "eipalloc", "AWS::EC2::FlowLog": "fl",
    "AWS::EC2::Instance": "i", "AWS::EC2::LaunchTemplate": "lt", "AWS::EC2::NatGateway": "nat",
    "AWS::EC2::NetworkAcl": "acl", "AWS::EC2::NetworkInterface": "eni", "AWS::EC2::PrefixList": "pl",
    "AWS::EC2::SecurityGroupEgress": "sgr", "AWS::EC2::SecurityGroupIngress": "sgr",
    "AWS::EC2::TransitGateway": "tgw", "AWS::EC2::TransitGatewayAttachment": "tgw-attach",
    "AWS::EC2::VPCEndpointService": "vpce-svc", "AWS::EC2::VPCPeeringConnection": "pcx",
    "AWS::EC2::VPNGateway": "vgw",
}  # fmt: skip


def kebab(name: str) -> str:
    """Write a name in camel case with hyphens: ``DeploymentGroup`` as ``deployment-group``.

    Parameters
    ----------
    name
        The name.
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


def identifier(type_name: str, attribute: str, place: Place) -> str:
    """Return an identifier in its service's form.

    Parameters
    ----------
    type_name
        The resource's type.
    attribute
        The attribute that it is the value of, such as ``NatGatewayId``.
    place
        The resource's place.
    """
    prefix = _PREFIX_BY_ATTRIBUTE.get(attribute)
    if prefix is None and attribute == "Id":
        prefix = _PREFIX_BY_TYPE.get(type_name)
    if prefix is None and type_name.startswith("AWS::EC2::"):
        prefix = kebab(type_name.rsplit("::", 1)[1])
    if prefix is None:
        return place.uuid(attribute)
    return f"{prefix}-{place.hexadecimal(attribute, 17)}"

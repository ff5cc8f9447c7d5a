"""What CloudFormation would know of a resource once it exists: its physical id and its attributes."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.emulator.arns import implied
from local.emulator.paths import flatten, set_at, value_at
from local.emulator.plausible import Plausible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.emulator.catalog import ResourceSchema
    from local.emulator.place import Place

# `Ref` gives the whole primary identifier, save for types older than the registry.
_REFERENCES = {
    "AWS::ApplicationAutoScaling::ScalingPolicy": "Arn",
    "AWS::CodeDeploy::DeploymentGroup": "DeploymentGroupName",
    "AWS::EC2::EIP": "PublicIp",
    "AWS::EC2::NetworkInterfaceAttachment": "AttachmentId",
}
_LONGEST_NAME = 128


@dataclass(frozen=True, kw_only=True)
class Description:
    """A resource as it exists.

    Parameters
    ----------
    physical_id
        What ``Ref`` gives.
    identifier
        What the Cloud Control API finds it by.
    state
        Its properties, those included that only AWS sets.
    attributes
        What ``Fn::GetAtt`` gives, by name.
    """

    physical_id: str
    identifier: str
    state: dict[str, Any]
    attributes: dict[str, Any]


def describe(schema: ResourceSchema, properties: Mapping[str, Any], place: Place) -> Description:
    """Derive what a resource would be, always the same from the same.

    Parameters
    ----------
    schema
        The type's schema.
    properties
        What the template sets, resolved.
    place
        The resource's place.
    """
    state = copy.deepcopy(implied(properties))
    plausible = Plausible(schema, properties, place, _name(schema, properties, place))
    for path in [*_missing_identifiers(schema, state), *schema.read_only]:
        # What lies under an optional property exists only where the template sets that one.
        if "*" not in path and _parent_is_set(state, path):
            set_at(state, path, plausible.value(path))
    identifier = "|".join(str(value_at(state, path)) for path in schema.primary_identifier)
    reference = _REFERENCES.get(schema.type_name)
    return Description(
        physical_id=str(state[reference]) if reference else identifier,
        identifier=identifier,
        state=state,
        attributes=dict(flatten(state)),
    )


def is_replaced(schema: ResourceSchema, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Say whether an update makes a new resource.

    Parameters
    ----------
    schema
        The type's schema.
    before, after
        What the template set and sets.
    """
    return any(value_at(before, path) != value_at(after, path) for path in schema.create_only)


def _missing_identifiers(schema: ResourceSchema, properties: Mapping[str, Any]) -> list[str]:
    """Name what CloudFormation makes up itself, such as a name that the template leaves out."""
    return [path for path in schema.primary_identifier if value_at(properties, path) is None]


def _parent_is_set(state: Mapping[str, Any], path: str) -> bool:
    parent = path.rpartition("/")[0]
    return not parent or isinstance(value_at(state, parent), dict)


def _name(schema: ResourceSchema, properties: Mapping[str, Any], place: Place) -> str:
    kind = schema.type_name.rsplit("::", 1)[1]
    for key in (*schema.primary_identifier, f"{kind}Name", "Name"):
        given = value_at(properties, key)
        if isinstance(given, str) and not given.startswith("arn:"):
            return given
    return place.name(_LONGEST_NAME)

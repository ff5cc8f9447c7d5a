"""What a path of the API stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from local.emulator.kubernetes.answers import RefusedError

if TYPE_CHECKING:
    from local.emulator.kubernetes.kinds import Kind
    from local.emulator.kubernetes.objects import Objects

_STATUS = "status"


@dataclass(frozen=True)
class Place:
    """An object, or all objects of a kind.

    Parameters
    ----------
    kind
        The kind.
    namespace
        The namespace; empty for all of them, and for kinds that stand in none.
    name
        The object's name; empty for all objects.
    is_status
        Whether only the object's status is meant.
    """

    kind: Kind
    namespace: str
    name: str
    is_status: bool


def place_of(path: str, objects: Objects) -> Place:
    """Take ``/apis/<group>/<version>/namespaces/<namespace>/<plural>/<name>/<below>`` apart.

    Parameters
    ----------
    path
        The path.
    objects
        What knows the kinds.
    """
    parts = path.strip("/").split("/")
    length = 2 if parts[0] == "api" else 3
    namespace, rest = "", parts[length:]
    if len(rest) > 2 and rest[0] == "namespaces" and rest[2] != _STATUS:  # noqa: PLR2004 - and what stands in it
        namespace, rest = rest[1], rest[2:]
    match rest:
        case [plural] | [plural, _] | [plural, _, "status"]:
            kind = objects.kind("/".join(parts[1:length]), plural)
            return Place(kind, namespace, "".join(rest[1:2]), rest[2:] == [_STATUS])
    raise RefusedError(404, "NotFound", "the server could not find the requested resource")

"""What Kubernetes' own schemas say about an object."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import kubernetes_validate

from local.emulator.kubernetes.answers import RefusedError

if TYPE_CHECKING:
    from local.emulator.kubernetes.kinds import Kind

# https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
_NAME = re.compile(r"[a-z0-9]([-a-z0-9.:]{0,251}[a-z0-9])?")


def check(kind: Kind, given: dict[str, Any], version: str, *, is_strict: bool = True) -> None:
    """Refuse an object that is not valid, with what is wrong.

    Parameters
    ----------
    kind
        Its kind.
    given
        The object.
    version
        The cluster's version.
    is_strict
        Whether fields that are not known are refused.
    """
    name = given["metadata"]["name"]
    if not _NAME.fullmatch(name):
        message = (
            f'{kind.name} "{name}" is invalid: metadata.name: a name has lower-case letters, digits, - and .'
        )
        raise RefusedError(422, "Invalid", message)
    if not kind.has_schema:
        return
    # Kubernetes keeps what it notes of an object beside what was given.
    said = {key: value for key, value in given.items() if key != "status"}
    try:
        kubernetes_validate.validate(
            {"apiVersion": kind.api_version, "kind": kind.name, **said}, version, strict=is_strict
        )
    except kubernetes_validate.ValidationError as error:
        where = ".".join(str(part) for part in error.path) or kind.name
        message = f'{kind.name} "{name}" is invalid: {where}: {error.message}'
        raise RefusedError(422, "Invalid", message) from None

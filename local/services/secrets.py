"""The secrets that ECS would hand to a container, read from the local AWS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from local.clients import Clients

_ARN_PARTS = 7
_SECRET_PARTS = 6
_MISSING = {"ResourceNotFoundException", "ParameterNotFound"}


class MissingSecretError(Exception):
    """A secret that a container needs is not there, or lacks a field; the message says which."""


def read_secrets(clients: Clients, container: dict[str, Any]) -> dict[str, str]:
    """Return the values of a container's secrets by the variables that hold them.

    Parameters
    ----------
    clients
        The local AWS.
    container
        The container's definition.

    Raises
    ------
    MissingSecretError
        If one cannot be read: ECS would not start the container either.
    """
    return {
        secret["name"]: _read(clients, secret["name"], secret["valueFrom"])
        for secret in container.get("secrets") or []
    }


def _read(clients: Clients, variable: str, source: str) -> str:
    try:
        if ":secretsmanager:" in source:
            return _secret(clients, source)
        name = source.partition(":parameter")[2] or source
        return str(clients.ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") not in _MISSING:
            raise
        message = f"{source} for its variable {variable} does not exist in the local AWS"
        raise MissingSecretError(message) from None


def _secret(clients: Clients, source: str) -> str:
    """Read a secret by the ARN's own part, and the field that may follow it."""
    parts = source.split(":")
    name = parts[_SECRET_PARTS]
    value = str(clients.secretsmanager.get_secret_value(SecretId=name)["SecretString"])
    field = parts[_ARN_PARTS] if len(parts) > _ARN_PARTS else ""
    if not field:
        return value
    try:
        return str(json.loads(value)[field])
    except (ValueError, KeyError, TypeError):
        message = f"the secret {name} has no field {field}"
        raise MissingSecretError(message) from None

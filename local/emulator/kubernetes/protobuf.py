"""Reads the one object that helm sends in Kubernetes' binary form: the secret that holds a release.

References
----------
https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"k8s\x00"
_VARINT, _BYTES = 0, 2
_FIXED = {1: 8, 5: 4}
# The numbers of fields, from k8s.io/api/core/v1/generated.proto and k8s.io/apimachinery.
_RAW, _METADATA, _DATA, _TYPE = 2, 1, 2, 3
_NAME, _NAMESPACE, _LABELS, _KEY, _VALUE = 1, 3, 11, 1, 2


def secret(body: bytes) -> dict[str, Any]:
    """Read a secret.

    Parameters
    ----------
    body
        What was sent, which begins with ``MAGIC``.
    """
    raw = _first(body[len(MAGIC) :], _RAW)
    metadata = _first(raw, _METADATA)
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": _first(metadata, _NAME).decode(),
            "namespace": _first(metadata, _NAMESPACE).decode(),
            "labels": {name: value.decode() for name, value in _map(metadata, _LABELS)},
        },
        "type": _first(raw, _TYPE).decode(),
        "data": {name: base64.b64encode(value).decode() for name, value in _map(raw, _DATA)},
    }


def _map(message: bytes, number: int) -> Iterator[tuple[str, bytes]]:
    for found, entry in _fields(message):
        if found == number:
            yield _first(entry, _KEY).decode(), _first(entry, _VALUE)


def _first(message: bytes, number: int) -> bytes:
    return next((value for found, value in _fields(message) if found == number), b"")


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the fields that hold text, bytes or messages, and pass over the others."""
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            _, place = _varint(message, place)
        elif wire == _BYTES:
            length, place = _varint(message, place)
            yield number, message[place : place + length]
            place += length
        else:
            place += _FIXED[wire]


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value, shift = 0, 0
    while True:
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 - the last byte of a number
            return value, place
        shift += 7

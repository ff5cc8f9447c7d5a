"""How a patch changes an object, and how the server applies a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonpatch

from local.emulator.kubernetes.answers import RefusedError
from local.emulator.kubernetes.merging import merged, strategically_merged

if TYPE_CHECKING:
    from local.emulator.kubernetes.schemas import Shape

APPLY = "application/apply-patch+yaml"


def patched(live: dict[str, Any], patch: Any, media_type: str, shape: Shape) -> dict[str, Any]:
    """Give an object as a patch wants it.

    Parameters
    ----------
    live
        The object as it is.
    patch
        What is sent.
    media_type
        The patch's media type.
    shape
        What Kubernetes' schemas say about the object; no custom kind has such.
    """
    match media_type.partition(";")[0]:
        case "application/json-patch+json":
            return _operated(live, patch)
        case "application/merge-patch+json":
            result: dict[str, Any] = merged(live, patch)
            return result
        case "application/strategic-merge-patch+json" if shape.fragment:
            return strategically_merged(live, patch, shape)
    message = f"this object is not patched with {media_type or 'what has no Content-Type'}"
    raise RefusedError(415, "UnsupportedMediaType", message)


def _operated(live: dict[str, Any], operations: Any) -> dict[str, Any]:
    try:
        result: dict[str, Any] = jsonpatch.apply_patch(live, operations)
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
        raise RefusedError(422, "Invalid", f"the patch does not fit: {error}") from None
    return result

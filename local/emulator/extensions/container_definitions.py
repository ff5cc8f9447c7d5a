"""Lets ECS answer a container's definition as a template had it, in the names of its API at every depth."""

from __future__ import annotations

from typing import Any

from ministack.services.cloudformation import provisioners

from local.emulator.extensions.private import replace

_FREE_NAMES = {"DockerLabels", "Options"}  # their keys are the user's


def keep_container_definitions_whole() -> None:
    """Translate all of a definition: the emulator leaves what lies deeper, such as secrets, unreadable."""
    replace(
        "_normalize_container_defs",
        lambda definitions: [_translated(each) for each in definitions],
        provisioners,
    )


def _translated(value: Any) -> Any:
    match value:
        case dict():
            return {
                f"{key[:1].lower()}{key[1:]}": item if key in _FREE_NAMES else _translated(item)
                for key, item in value.items()
            }
        case list():
            return [_translated(item) for item in value]
    return value

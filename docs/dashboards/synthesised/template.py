"""One stack of an environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A synthesised stack.

    Parameters
    ----------
    name
        Its name.
    account, region
        Where it would be.
    template
        Its template.
    """

    name: str
    account: str
    region: str
    template: Mapping[str, Any]

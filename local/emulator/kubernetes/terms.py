"""On which terms an object is changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """On which terms an object is changed.

    Parameters
    ----------
    is_dry
        Whether it is checked, and not kept.
    is_lenient
        Whether fields that are not known are let pass, as ``kubectl --validate=false`` asks.
    """

    is_dry: bool = False
    is_lenient: bool = False


USUAL = Terms()

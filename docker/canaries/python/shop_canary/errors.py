"""How a journey fails."""

from __future__ import annotations


class JourneyError(Exception):
    """The shop does not do what a shopper needs; the message says which step, what came and what should."""


class SettingsError(Exception):
    """A canary's settings are wrong: the message says all that is."""

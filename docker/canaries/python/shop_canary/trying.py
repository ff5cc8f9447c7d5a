"""One try of a journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shop_canary.journeys import JOURNEYS
from shop_canary.settings import read_settings
from shop_canary.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def try_out(environment: Mapping[str, str], *, say: Callable[[str], object]) -> str:
    """Take the journey that the settings name, and say that it worked.

    Parameters
    ----------
    environment
        The settings: ``JOURNEY``, ``SHOP_URL`` and ``SLOWEST_SECONDS``.
    say
        What each step is told to.

    Raises
    ------
    JourneyError
        If the shop does not do what a shopper needs.
    SettingsError
        If the settings are wrong.
    """
    settings = read_settings(environment)
    visitor = Visitor(settings.shop_url, slowest_seconds=settings.slowest_seconds, say=say)
    JOURNEYS[settings.journey](visitor)
    return f"The journey {settings.journey} works"

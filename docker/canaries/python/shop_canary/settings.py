"""What a canary is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shop_canary.errors import SettingsError
from shop_canary.journeys import JOURNEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SLOWEST = "5"
_LONGEST_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a canary is told.

    Parameters
    ----------
    journey
        Which journey it takes.
    shop_url
        Where the shop is.
    slowest_seconds
        How long each page may take.
    """

    journey: str
    shop_url: str
    slowest_seconds: float


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read a canary's settings.

    Parameters
    ----------
    environment
        The variables ``JOURNEY``, ``SHOP_URL`` and, unless five seconds are right, ``SLOWEST_SECONDS``.

    Raises
    ------
    SettingsError
        If they are wrong.
    """
    problems = list(_problems(environment))
    if problems:
        raise SettingsError("; ".join(problems))
    return Settings(
        journey=environment["JOURNEY"],
        shop_url=environment["SHOP_URL"],
        slowest_seconds=float(environment.get("SLOWEST_SECONDS", _SLOWEST)),
    )


def _problems(environment: Mapping[str, str]) -> Iterator[str]:
    journey, url = environment.get("JOURNEY", ""), environment.get("SHOP_URL", "")
    if journey not in JOURNEYS:
        yield f"JOURNEY should be one of {', '.join(JOURNEYS)}, not {journey!r}"
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        yield f"SHOP_URL should be an address that begins with http:// or https://, not {url!r}"
    seconds = environment.get("SLOWEST_SECONDS", _SLOWEST)
    if not _is_allowed(seconds):
        yield f"SLOWEST_SECONDS should be a number above 0 and at most {_LONGEST_SECONDS:g}, not {seconds!r}"


def _is_allowed(seconds: str) -> bool:
    try:
        return 0 < float(seconds) <= _LONGEST_SECONDS
    except ValueError:
        return False

"""Tries journeys through the shop as its canaries do: a program of its own, which finds them on its path.

``python -m docs.dashboards.driving.visits SHOP_URL JOURNEY...`` writes a line of JSON for each try.
"""

from __future__ import annotations

import json
import sys
import time

from shop_canary.errors import JourneyError
from shop_canary.trying import try_out

EVERY_SECONDS = 5.0


def main(shop_url: str, journeys: list[str]) -> None:
    """Try journeys again and again.

    Parameters
    ----------
    shop_url
        Where the shop is.
    journeys
        Which ones.
    """
    next_try = time.monotonic()
    while True:
        for journey in journeys:
            print(json.dumps(_tried(shop_url, journey)), flush=True)
        next_try += EVERY_SECONDS
        time.sleep(max(0.0, next_try - time.monotonic()))


def _tried(shop_url: str, journey: str) -> dict[str, object]:
    at, began = time.time(), time.monotonic()
    worked = True
    try:
        try_out({"JOURNEY": journey, "SHOP_URL": shop_url}, say=_say_nothing)
    except JourneyError:
        worked = False
    return {"at": at, "journey": journey, "seconds": time.monotonic() - began, "worked": worked}


def _say_nothing(_: str) -> None:
    """Leave out what a canary says of each step."""


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

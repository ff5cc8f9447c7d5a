"""What happens while the shop is driven."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Story:
    """What happens: all is well, then a good release of the catalogue, then a bad one.

    Parameters
    ----------
    good_release_seconds, bad_release_seconds
        When the releases begin.
    picture_seconds
        When the pictures are taken.
    fault
        What is wrong with the bad release.
    shoppers
        Seconds, and how many shoppers a second come at the end of them.
    """

    good_release_seconds: float = 70
    bad_release_seconds: float = 150
    picture_seconds: float = 180
    fault: str = "errors:10"
    shoppers: Sequence[tuple[int, int]] = ((50, 12), (50, 24), (40, 16), (30, 21), (60, 21))

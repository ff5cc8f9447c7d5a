"""Times as people say them."""

from datetime import timedelta

_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "min": timedelta(minutes=1)}


def in_words(time: timedelta) -> str:
    """Give a time in its largest whole unit, such as ``6 h``."""
    unit, length = next((unit, length) for unit, length in _UNITS.items() if not time % length)
    return f"{time // length} {unit}"

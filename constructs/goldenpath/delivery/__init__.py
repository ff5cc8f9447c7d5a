"""How a version gets from a merge to production."""

from goldenpath.delivery.image_repository import ImageRepository
from goldenpath.delivery.simulation import (
    Alarm,
    Compared,
    Fault,
    Outcome,
    Timing,
    Traffic,
    compare,
    rollback_alarms,
    simulate,
)

__all__ = [
    "Alarm",
    "Compared",
    "Fault",
    "ImageRepository",
    "Outcome",
    "Timing",
    "Traffic",
    "compare",
    "rollback_alarms",
    "simulate",
]

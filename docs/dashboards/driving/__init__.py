"""Driving the shop, and keeping what was seen of it."""

from docs.dashboards.driving.drive import drive
from docs.dashboards.driving.driven import Copy, Driven, Look, Visit, kept

__all__ = ["Copy", "Driven", "Look", "Visit", "drive", "kept"]

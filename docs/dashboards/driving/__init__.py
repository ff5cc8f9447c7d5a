"""Driving the shop, and keeping what was seen of it."""

from docs.dashboards.driving.drive import drive
from docs.dashboards.driving.driven import Copy, Driven, Look, Visit, kept
from docs.dashboards.driving.story import Story

__all__ = ["Copy", "Driven", "Look", "Story", "Visit", "drive", "kept"]

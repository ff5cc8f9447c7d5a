"""How a version gets from a merge to production."""

from goldenpath.delivery.image_repository import ImageRepository

__all__ = ["ImageRepository"]

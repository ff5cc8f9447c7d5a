"""How the library gets to those who import it."""

from goldenpath.delivery.publication.library_repository import LibraryRepository

__all__ = ["LibraryRepository"]

"""Services on ECS Express Mode."""

from goldenpath.runtimes.express.service import ExpressService

__all__ = ["ExpressService"]

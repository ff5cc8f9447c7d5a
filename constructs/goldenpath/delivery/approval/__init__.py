"""Who lets a version into an environment."""

from goldenpath.delivery.approval.approval import Approval

__all__ = ["Approval"]

"""What the API says when it refuses."""

from __future__ import annotations

from typing import Any


class RefusedError(Exception):
    """A request that is not carried out.

    Parameters
    ----------
    code
        Its HTTP status.
    reason
        Its reason, in Kubernetes' words.
    message
        What is wrong.
    """

    def __init__(self, code: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason

    @property
    def status(self) -> dict[str, Any]:
        """The answer's body."""
        return {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
            "message": str(self),
            "reason": self.reason,
            "code": self.code,
        }


def not_found(what: str) -> RefusedError:
    """Say that something is not there."""
    return RefusedError(404, "NotFound", f"{what} not found")

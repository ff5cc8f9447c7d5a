"""Golden signals and tracing."""

from goldenpath.observability.account_tracing import AccountTracing

__all__ = ["AccountTracing"]

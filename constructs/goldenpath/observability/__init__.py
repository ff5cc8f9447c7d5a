"""Golden signals and tracing."""

from goldenpath.observability.account_tracing import AccountTracing
from goldenpath.observability.log_key import LogKey

__all__ = ["AccountTracing", "LogKey"]

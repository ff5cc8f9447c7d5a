"""Golden signals and tracing."""

from goldenpath.observability.account_tracing import AccountTracing
from goldenpath.observability.golden_signals import GoldenSignals
from goldenpath.observability.log_key import LogKey
from goldenpath.observability.rollback_alarms import RollbackAlarms

__all__ = ["AccountTracing", "GoldenSignals", "LogKey", "RollbackAlarms"]

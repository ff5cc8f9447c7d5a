"""Golden signals and tracing."""

from goldenpath.observability.account_tracing import AccountTracing
from goldenpath.observability.evaluation import Evaluation
from goldenpath.observability.golden_signals import GoldenSignals
from goldenpath.observability.log_key import LogKey
from goldenpath.observability.rollback_alarms import RollbackAlarms
from goldenpath.observability.rollback_limits import RollbackLimits
from goldenpath.observability.tracing import trace_environment, trace_statement

__all__ = [
    "AccountTracing",
    "Evaluation",
    "GoldenSignals",
    "LogKey",
    "RollbackAlarms",
    "RollbackLimits",
    "trace_environment",
    "trace_statement",
]

"""Where traces go, how many there are, and how those of one service are found."""

from goldenpath.observability.tracing.account_tracing import AccountTracing
from goldenpath.observability.tracing.sending import RECORDED_SHARE, trace_environment, trace_statement
from goldenpath.observability.tracing.service_tracing import ServiceTracing

__all__ = ["RECORDED_SHARE", "AccountTracing", "ServiceTracing", "trace_environment", "trace_statement"]

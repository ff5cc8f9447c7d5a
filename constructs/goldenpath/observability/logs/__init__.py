"""What can be asked of a service's log, and what is counted in it."""

from goldenpath.observability.logs.service_log import ServiceLog
from goldenpath.observability.logs.service_logs import ServiceLogs

__all__ = ["ServiceLog", "ServiceLogs"]

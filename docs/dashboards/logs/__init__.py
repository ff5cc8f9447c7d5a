"""Asking the lines that the services wrote, as CloudWatch Logs would be asked."""

from docs.dashboards.logs.errors import UnknownQueryError
from docs.dashboards.logs.insights import Answer
from docs.dashboards.logs.log_lines import LogLine, LogLines

__all__ = ["Answer", "LogLine", "LogLines", "UnknownQueryError"]

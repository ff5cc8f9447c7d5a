"""Logs as JSON, one object a line, on standard output: what CloudWatch Logs Insights reads by itself."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Final

from opentelemetry import trace

_OWN_ATTRIBUTES: Final = frozenset(vars(logging.makeLogRecord({}))) | {
    "asctime",
    "color_message",
    "message",
}


_encode: Final = json.JSONEncoder(ensure_ascii=False, default=str).encode


class JsonFormatter(logging.Formatter):
    """Writes a record, whatever was passed as ``extra``, and the trace it belongs to, as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Turn a record into a line."""
        content: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        span = trace.get_current_span().get_span_context()
        if span.is_valid:
            content["trace_id"] = trace.format_trace_id(span.trace_id)
        content |= {name: value for name, value in vars(record).items() if name not in _OWN_ATTRIBUTES}
        if record.exc_info:
            content["exception"] = self.formatException(record.exc_info)
        return _encode(content)


def write_logs(level: str) -> None:
    """Send all logs, the server's too, to standard output.

    Parameters
    ----------
    level
        The least serious line that is written.
    """
    # No line says in which thread or process it was written: not to ask makes each cheaper.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # One line for each request that is answered is enough; each that is made would be two more.
    for chatty in ("httpx2", "botocore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)

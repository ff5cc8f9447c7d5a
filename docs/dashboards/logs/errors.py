"""How a question to the log fails."""

from docs.dashboards.errors import DashboardError


class UnknownQueryError(DashboardError):
    """A query or a pattern holds something that is not known here; the message says what and where."""

"""How a dashboard fails to be drawn."""


class DashboardError(Exception):
    """A dashboard cannot be drawn; the message says which, why, and what is allowed."""

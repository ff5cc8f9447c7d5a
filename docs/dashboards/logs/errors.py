"""How a question to the log fails."""


class UnknownQueryError(Exception):
    """A query or a pattern holds something that is not known here; the message says what and where."""

"""What is wrong, for a person to read."""


class CommandError(Exception):
    """A command cannot do its work; the message is a sentence that says why."""

"""A channel in Slack."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SlackChannel:
    """A channel in Slack, in a workspace that the account's Amazon Q Developer was let into.

    Parameters
    ----------
    workspace
        Id of the workspace.
    channel
        Id of the channel.

    Examples
    --------
    >>> from goldenpath.observability import SlackChannel
    >>> pages = SlackChannel(workspace="T0123ABCD", channel="C0123ABCD")

    References
    ----------
    https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
    """

    workspace: str
    channel: str

    def __post_init__(self) -> None:
        problems = [
            f"the {name} is {value!r}: give its id, such as {example}"
            for name, value, example in (
                ("workspace", self.workspace, "T0123ABCD"),
                ("channel", self.channel, "C0123ABCD"),
            )
            if not re.fullmatch(r"[A-Z0-9]{1,255}", value)
        ]
        if problems:
            raise ValueError(f"A SlackChannel is not right: {'; '.join(problems)}")

"""A channel in Microsoft Teams."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class TeamsChannel:
    """A channel in Microsoft Teams, in a team that the account's Amazon Q Developer was let into.

    Parameters
    ----------
    tenant
        Id of the tenant.
    team
        Id of the team.
    channel
        Id of the channel, as it stands in the channel's address.

    Examples
    --------
    >>> from goldenpath.observability import TeamsChannel
    >>> pages = TeamsChannel(
    ...     tenant="a3f1c2d4-0000-4000-8000-123456789abc", team="b4e2d3c5-0000-4000-8000-123456789abc",
    ...     channel="19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
    ... )

    References
    ----------
    https://docs.aws.amazon.com/chatbot/latest/adminguide/teams-setup.html
    """

    tenant: str
    team: str
    channel: str

    def __post_init__(self) -> None:
        problems = [
            f"the {name} is {value!r}: give its id, a UUID"
            for name, value in (("tenant", self.tenant), ("team", self.team))
            if not _is_uuid(value)
        ]
        if not self.channel.startswith("19%3a"):
            problems.append(
                f"the channel is {self.channel!r}: give its id as it stands in the channel's address, "
                "beginning with 19%3a"
            )
        if problems:
            raise ValueError(f"A TeamsChannel is not right: {'; '.join(problems)}")


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False

"""What an alarm tells the one it reaches."""

import re
from dataclasses import dataclass
from typing import Self

from aws_cdk import Tags
from constructs import IConstruct

from goldenpath.observability.severity import Severity
from goldenpath.service import ServiceSpec

# https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
_TAG_VALUE = re.compile(r"[\w .:/=+@-]{1,256}")


@dataclass(frozen=True, kw_only=True)
class AlarmNotice:
    """What an alarm means, how urgent it is, whose it is, and what to do.

    Parameters
    ----------
    meaning
        One sentence on what happened, without a full stop.
    severity
        How urgent it is.
    service
        What it is about; a tag.
    owner
        The team that answers for it.
    runbook
        ``https`` address of what to do.

    Examples
    --------
    >>> from goldenpath import AlarmNotice
    >>> from goldenpath.observability import Severity
    >>> notice = AlarmNotice(
    ...     meaning="Orders wait too long", severity=Severity.TICKET, service="checkout", owner="team-orders",
    ...     runbook="https://runbooks.example.com/checkout",
    ... )
    >>> notice.description[:60]
    'Orders wait too long. Severity: ticket. Owner: team-orders. '
    """

    meaning: str
    severity: Severity
    service: str
    owner: str
    runbook: str

    @classmethod
    def of(cls, spec: ServiceSpec, *, meaning: str, severity: Severity) -> Self:
        """Say something about a service."""
        return cls(
            meaning=meaning, severity=severity, service=spec.name, owner=spec.owner, runbook=spec.runbook
        )

    @property
    def description(self) -> str:
        """All of it, as an alarm's description."""
        return f"{self.meaning}. Severity: {self.severity}. Owner: {self.owner}. Runbook: {self.runbook}"

    def tag(self, alarm: IConstruct) -> None:
        """Tag an alarm, so that alarms can be found by it.

        An address with signs that no tag may hold stands in the description alone.
        """
        Tags.of(alarm).add("service", self.service)
        Tags.of(alarm).add("owner", self.owner)
        Tags.of(alarm).add("severity", self.severity)
        if _TAG_VALUE.fullmatch(self.runbook):
            Tags.of(alarm).add("runbook", self.runbook)

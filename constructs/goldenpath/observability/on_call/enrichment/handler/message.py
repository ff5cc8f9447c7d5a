"""What people are told."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import links
from .transition import ALARM, OK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .memory import Known
    from .surroundings import Surroundings
    from .transition import Transition

_LONGEST_SUBJECT = 99
"""https://docs.aws.amazon.com/sns/latest/api/API_Publish.html"""
_EMOJI = {ALARM: ":rotating_light:", OK: ":white_check_mark:"}


@dataclass(frozen=True, kw_only=True)
class Message:
    """A change of an alarm's state, for people and for machines.

    Parameters
    ----------
    transition
        The change.
    surroundings
        What stands around the alarm.
    before, after
        The alarm's change before it, and its newest one if that is newer.
    severity
        Whom it is told.
    """

    transition: Transition
    surroundings: Surroundings
    before: Known | None
    after: Known | None
    severity: str

    @property
    def subject(self) -> str:
        """What it is about, as a subject of an e-mail may be: short and in ASCII."""
        plain = re.sub(r"[^ -~]", "?", " ".join(self.title.split()))
        return plain if len(plain) <= _LONGEST_SUBJECT else f"{plain[: _LONGEST_SUBJECT - 3]}..."

    @property
    def title(self) -> str:
        """What it is about, in a line."""
        about, meaning = self.surroundings.service or self.transition.name, self.transition.meaning
        return f"{self._headword} {meaning if meaning.startswith(about) else f'{about}: {meaning}'}"

    @property
    def text(self) -> str:
        """Everything, to be read."""
        width = max(map(len, (*self._facts, *self._links))) + 2
        lines = [
            self.title,
            "",
            *(f"{name + ':':<{width}}{value}" for name, value in self._facts.items()),
            "",
            *(f"{name + ':':<{width}}{value}" for name, value in self._links.items()),
        ]
        return "\n".join(lines) + "\n"

    @property
    def data(self) -> dict[str, Any]:
        """What CloudWatch told, which PagerDuty and Opsgenie understand, and what was found out."""
        found = {"Title": self.title, **self._facts, **self._links}
        return {
            **self.transition.event,
            "OnCall": {name.replace(" ", ""): value for name, value in found.items()},
        }

    @property
    def chat(self) -> dict[str, Any]:
        """Say it as a custom notification of Amazon Q Developer in chat applications.

        References
        ----------
        https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
        """
        facts = "\n".join(f"*{name}*: {value}" for name, value in self._facts.items())
        return {
            "version": "1.0",
            "source": "custom",
            "content": {
                "textType": "client-markdown",
                "title": f"{_EMOJI.get(self.transition.state, ':grey_question:')} {self.title}",
                "description": facts,
                "nextSteps": [f"<{address}|{name}>" for name, address in self._links.items()],
                "keywords": [self.severity, self.surroundings.service or self.transition.name],
            },
            "metadata": {
                # The end of an alarm answers its beginning.
                "threadId": f"{self.transition.name} {_said(self._since)}",
                "summary": self.title,
            },
        }

    def for_protocols(self) -> str:
        """Give each kind of subscriber what it can read."""
        data = json.dumps(self.data)
        return json.dumps(
            {"default": self.text, "email": self.text, "https": data, "lambda": data, "sqs": data}
        )

    @property
    def _headword(self) -> str:
        if self.transition.state == ALARM:
            return f"{self.severity.upper()}{' (over)' if self._is_stale else ''}"
        return "OVER" if self.transition.state == OK else "NO DATA"

    @property
    def _is_stale(self) -> bool:
        return self.after is not None and self.after.state != self.transition.state

    @property
    def _since(self) -> datetime:
        """When the alarm fired that this is about."""
        if self.transition.state != ALARM and self.before is not None and self.before.state == ALARM:
            return self.before.at
        return self.transition.at

    @property
    def _facts(self) -> Mapping[str, str]:
        transition = self.transition
        facts = {
            "State": f"{transition.state} since {_said(transition.at)}{self._lasted}",
            "Severity": self.severity
            if transition.severity
            else f"{self.severity}, since the alarm has none",
            "Owner": transition.owner or "nobody, says the alarm",
            "Why": transition.reason,
            "Last deployment": self._deployment,
        }
        if self.after is not None:
            facts["Meanwhile"] = f"{self.after.state} since {_said(self.after.at)}; this comes late"
        return facts

    @property
    def _lasted(self) -> str:
        seconds = (self.transition.at - self._since).total_seconds()
        return f", after {_duration(seconds)}" if seconds else ""

    @property
    def _deployment(self) -> str:
        deployment = self.surroundings.deployment
        if deployment is None:
            return "not known"
        seconds = (self._since - deployment.at).total_seconds()
        order = "before" if seconds >= 0 else "after"
        return f"{_duration(abs(seconds))} {order}, {_said(deployment.at)} ({deployment.what})"

    @property
    def _links(self) -> Mapping[str, str]:
        transition, around = self.transition, self.surroundings
        found = {"Runbook": transition.runbook} if transition.runbook else {}
        if around.dashboards:
            found["Dashboard"] = links.dashboard(transition, around.dashboards[0])
        if around.service:
            found["Traces"] = links.traces(transition, around.service)
        if around.log_groups:
            found["Logs"] = links.logs(transition, around.log_groups)
        return {**found, "Alarm": links.alarm(transition)}


def _said(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _duration(seconds: float) -> str:
    minutes = int(seconds // 60)
    if minutes < 1:
        return f"{seconds:.0f} s"
    if minutes < 120:  # noqa: PLR2004 - two hours
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if minutes < 48 * 60 else f"{minutes // 1440} d"

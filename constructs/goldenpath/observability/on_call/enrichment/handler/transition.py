"""A change of an alarm's state."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

OK, ALARM, INSUFFICIENT_DATA = "OK", "ALARM", "INSUFFICIENT_DATA"
_ARN = re.compile(
    r"arn:(?P<partition>[\w-]+):cloudwatch:(?P<region>[\w-]+):\d{12}:alarm:(?P<name>.+)", re.DOTALL
)
_DESCRIPTION = re.compile(
    r"(?P<meaning>.+?)\. Severity: (?P<severity>\S+)\. Owner: (?P<owner>.+?)\. Runbook: (?P<runbook>https://\S+)",
    re.DOTALL,
)


class MalformedError(ValueError):
    """What came is no change of an alarm's state."""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """A change of an alarm's state, as CloudWatch tells it.

    Parameters
    ----------
    arn, name, partition, region
        Which alarm, and where.
    state, before
        Its state now and until then.
    at
        When it changed.
    reason
        Why, in CloudWatch's words.
    meaning
        What it means, from its description.
    severity, owner, runbook
        How urgent it is, whose, and what to do: none where the description has nothing of it.
    event
        All that CloudWatch told.
    """

    arn: str
    name: str
    partition: str
    region: str
    state: str
    before: str
    at: datetime
    reason: str
    meaning: str
    severity: str | None
    owner: str | None
    runbook: str | None
    event: dict[str, Any]

    @property
    def key(self) -> str:
        """What tells it from the alarm's others; sorts by time."""
        return f"{self.at.isoformat(timespec='microseconds')} {self.state}"


def read(body: str) -> Transition:
    """Read what CloudWatch told a topic, which told a queue.

    Parameters
    ----------
    body
        The message in the queue.

    Raises
    ------
    MalformedError
        If it is something else.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    """
    event = _object(body)
    arn = _ARN.fullmatch(_text(event, "AlarmArn"))
    if arn is None:
        raise MalformedError(f"AlarmArn is {event['AlarmArn']!r}, which is no alarm's ARN")
    return Transition(
        arn=arn.group(),
        name=arn["name"],
        partition=arn["partition"],
        region=arn["region"],
        state=_state(event, "NewStateValue"),
        before=_state(event, "OldStateValue"),
        at=_moment(event),
        reason=_text(event, "NewStateReason"),
        event=event,
        **_said(str(event.get("AlarmDescription") or ""), arn["name"]),
    )


def _said(description: str, name: str) -> dict[str, Any]:
    found = _DESCRIPTION.fullmatch(description.strip())
    if found:
        return found.groupdict()
    return {"meaning": description.strip() or name, "severity": None, "owner": None, "runbook": None}


def _object(body: str) -> dict[str, Any]:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"It is no JSON: {error}") from error
    if not isinstance(event, dict):
        raise MalformedError(f"It is {type(event).__name__}, no JSON object")
    return event


def _text(event: dict[str, Any], field: str) -> str:
    value = event.get(field)
    if not isinstance(value, str):
        raise MalformedError(f"{field} is {value!r}, no text")
    return value


def _state(event: dict[str, Any], field: str) -> str:
    value = _text(event, field)
    if value not in (OK, ALARM, INSUFFICIENT_DATA):
        raise MalformedError(f"{field} is {value!r}, no state of an alarm")
    return value


def _moment(event: dict[str, Any]) -> datetime:
    value = _text(event, "StateChangeTime")
    try:
        return _in_utc(datetime.fromisoformat(value))
    except (ValueError, OverflowError) as error:
        raise MalformedError(f"StateChangeTime is {value!r}: {error}") from error


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("it has no time zone")
    return moment.astimezone(UTC)

"""What people were told already."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .transition import Transition

_KEPT_SECONDS = 90 * 24 * 3600
_REFUSED = "ConditionalCheckFailedException"


class BusyError(RuntimeError):
    """Another copy of the function tells people of the same change, and may yet fail."""


@dataclass(frozen=True)
class Known:
    """A change that came before or after another one.

    Parameters
    ----------
    state
        The alarm's state since then.
    at
        When it changed.
    """

    state: str
    at: datetime


class Memory:
    """A table of changes: who was told of each.

    A change is leased before people are told and closed afterwards. Where it fails in between, the lease ends
    by itself and the change is told again, only to those who were not told.

    Parameters
    ----------
    client
        Speaks with DynamoDB.
    table
        The table's name.
    lease_seconds
        How long the function may take.
    now
        The time, in seconds since 1970.
    """

    def __init__(
        self, client: Any, table: str, lease_seconds: float, now: Callable[[], float] = time.time
    ) -> None:
        self._client = client
        self._table = table
        self._lease_seconds = lease_seconds
        self._now = now

    def lease(self, transition: Transition) -> frozenset[str] | None:
        """Give the topics that were told; none if nothing is left to do.

        Parameters
        ----------
        transition
            The change.

        Raises
        ------
        BusyError
            If it is being told.
        """
        now = self._now()
        try:
            item = self._update(
                transition,
                "SET leased_until = :until, expires_at = :expires",
                {":until": _number(now + self._lease_seconds), ":expires": _number(now + _KEPT_SECONDS)},
                condition="attribute_not_exists(done_at) AND "
                "(attribute_not_exists(leased_until) OR leased_until < :now)",
                compared={":now": _number(now)},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != _REFUSED:
                raise
            if "done_at" in cast("dict[str, Any]", error.response.get("Item", {})):
                return None
            raise BusyError("It is being told by another copy of the function") from error
        return frozenset(item.get("told", {}).get("SS", ()))

    def told(self, transition: Transition, topic: str) -> None:
        """Remember that a topic was told.

        Parameters
        ----------
        transition
            Of what.
        topic
            Its ARN.
        """
        self._update(transition, "ADD told :topic", {":topic": {"SS": [topic]}})

    def close(self, transition: Transition) -> None:
        """Remember that everybody was told."""
        self._update(transition, "SET done_at = :now REMOVE leased_until", {":now": _number(self._now())})

    def release(self, transition: Transition) -> None:
        """Let it be tried again."""
        self._update(transition, "REMOVE leased_until", {})

    def before(self, transition: Transition) -> Known | None:
        """Give the alarm's last change before this one."""
        return self._newest(transition, "<")

    def newest_after(self, transition: Transition) -> Known | None:
        """Give the alarm's newest change, if it is newer than this one."""
        return self._newest(transition, ">")

    def _newest(self, transition: Transition, sign: str) -> Known | None:
        found = self._client.query(
            TableName=self._table,
            KeyConditionExpression=f"alarm = :alarm AND changed {sign} :changed",
            ExpressionAttributeValues={":alarm": {"S": transition.arn}, ":changed": {"S": transition.key}},
            ScanIndexForward=False,
            ConsistentRead=True,
            Limit=1,
        )["Items"]
        if not found:
            return None
        at, state = found[0]["changed"]["S"].split(" ")
        return Known(state, datetime.fromisoformat(at))

    def _update(
        self,
        transition: Transition,
        change: str,
        values: dict[str, Any],
        *,
        condition: str = "",
        compared: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        given: dict[str, Any] = {}
        if condition:
            given |= {"ConditionExpression": condition, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        if every := values | (compared or {}):
            given["ExpressionAttributeValues"] = every
        answer = self._client.update_item(
            TableName=self._table,
            Key={"alarm": {"S": transition.arn}, "changed": {"S": transition.key}},
            UpdateExpression=change,
            ReturnValues="ALL_NEW",
            **given,
        )
        return dict(answer.get("Attributes", {}))


def _number(value: float) -> dict[str, str]:
    return {"N": str(int(value))}

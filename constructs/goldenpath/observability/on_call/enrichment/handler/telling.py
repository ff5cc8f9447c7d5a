"""Tells people of a change once, whatever is repeated, late or failing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .message import Message
from .transition import INSUFFICIENT_DATA, OK, Transition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .memory import Known, Memory
    from .surroundings import Surroundings

_URGENT = "page"
"""What an alarm without a severity is: unknown urgency is urgent."""


@dataclass(frozen=True, kw_only=True)
class Topics:
    """Where people of a severity are told.

    Parameters
    ----------
    people
        Topic of e-mail addresses, endpoints and functions.
    chat
        Topic of chat channels; empty where there are none.
    """

    people: str
    chat: str = ""


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Tells people.

    Parameters
    ----------
    topics
        Where, by severity.
    memory
        What they were told already.
    look
        Looks around an alarm.
    publish
        Publishes to a topic, as SNS's client does.
    """

    topics: Mapping[str, Topics]
    memory: Memory
    look: Callable[[Transition], Surroundings]
    publish: Callable[..., Any]

    def tell(self, transition: Transition) -> None:
        """Tell of a change, unless that was done.

        Parameters
        ----------
        transition
            The change.

        Raises
        ------
        BusyError
            If it is being done.
        Exception
            Whatever keeps a topic from being told. The others are not told again.
        """
        told = self.memory.lease(transition)
        if told is None:
            return
        try:
            self._tell(transition, told)
        except Exception:
            self.memory.release(transition)
            raise
        self.memory.close(transition)

    def _tell(self, transition: Transition, told: frozenset[str]) -> None:
        before = self.memory.before(transition)
        if _is_birth(transition, before):
            return
        severity = transition.severity if transition.severity in self.topics else _URGENT
        message = Message(
            transition=transition,
            surroundings=self.look(transition),
            before=before,
            after=self.memory.newest_after(transition),
            severity=str(severity),
        )
        failure: Exception | None = None
        for topic, content in _contents(self.topics[message.severity], message).items():
            if topic in told:
                continue
            try:
                self.publish(TopicArn=topic, **content)
                self.memory.told(transition, topic)
            except Exception as error:  # noqa: BLE001 - the other topic is told all the same
                failure = error
        if failure is not None:
            raise failure


def _is_birth(transition: Transition, before: Known | None) -> bool:
    """Say whether an alarm only found out that all is well, as each does when it is new."""
    is_well = transition.state == OK and transition.before == INSUFFICIENT_DATA
    return is_well and (before is None or before.state == OK)


def _contents(topics: Topics, message: Message) -> dict[str, dict[str, str]]:
    told = {
        topics.people: {
            "Subject": message.subject,
            "Message": message.for_protocols(),
            "MessageStructure": "json",
        }
    }
    if topics.chat:
        told[topics.chat] = {"Message": json.dumps(message.chat)}
    return told

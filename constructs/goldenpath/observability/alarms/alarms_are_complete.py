"""No alarm without owner, severity, runbook and something that acts on it."""

import json
import re
from collections.abc import Iterator
from functools import cached_property

import jsii
from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import IConstruct, IValidation

from goldenpath.observability.alarms.acting import ACTED_ON_BY
from goldenpath.observability.severity import Severity

_SAID = {
    "its severity": re.compile(rf"\bSeverity: ({'|'.join(Severity)})\b"),
    "its owner": re.compile(r"\bOwner: \S"),
    "its runbook": re.compile(r"\bRunbook: https://\S"),
}
_TAGGED = ("owner", "severity")
_NAMED = re.compile(r'"Fn::GetAtt": \["([^"]+)"')
AnyAlarm = cloudwatch.CfnAlarm | cloudwatch.CfnCompositeAlarm
_Place = tuple[Stack, str]
"""A stack, and the name of a resource in it."""


@jsii.implements(IValidation)
class AlarmsAreComplete:
    """Fails synthesis while an alarm has no owner, severity or runbook, or nothing acts on it.

    An action may be one of its own or that of a composite alarm which it is part of. An alarm that something
    else watches, such as a release, says so: :class:`OwnedAlarm` takes it as ``acting``.

    Parameters
    ----------
    scope
        The app, stage or stack whose alarms are looked at.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import AlarmsAreComplete
    >>> app = cdk.App()
    >>> AlarmsAreComplete.hold(app)
    """

    def __init__(self, scope: IConstruct) -> None:
        self._scope = scope

    @classmethod
    def hold(cls, scope: IConstruct) -> None:
        """Have it looked at whenever the scope is synthesised."""
        scope.node.add_validation(cls(scope))

    def validate(self) -> list[str]:
        """Give a sentence for each alarm that lacks something."""
        alarms = [
            _Alarm(construct)
            for construct in self._scope.node.find_all()
            if isinstance(construct, cloudwatch.CfnAlarm | cloudwatch.CfnCompositeAlarm)
        ]
        watched = {part for alarm in alarms if alarm.acts for part in alarm.parts}
        return [
            f"The alarm {alarm.resource.node.path} lacks {', '.join(lacking)}: make it as an OwnedAlarm or "
            "an OwnedCompositeAlarm, which ask for all of it"
            for alarm in alarms
            if (lacking := list(alarm.lacking(watched)))
        ]


class _Alarm:
    """An alarm of a template; each question to it crosses to another process, so that none is asked twice."""

    def __init__(self, resource: AnyAlarm) -> None:
        self.resource = resource
        self._stack = Stack.of(resource)

    @cached_property
    def acts(self) -> bool:
        return bool(self._stack.resolve(self.resource.alarm_actions))

    @property
    def parts(self) -> Iterator[_Place]:
        """Where the alarms are that it is made of."""
        if isinstance(self.resource, cloudwatch.CfnCompositeAlarm):
            rule = json.dumps(self._stack.resolve(self.resource.alarm_rule))
            yield from ((self._stack, name) for name in _NAMED.findall(rule))

    def lacking(self, watched: set[_Place]) -> Iterator[str]:
        description = str(self._stack.resolve(self.resource.alarm_description) or "")
        yield from (
            f"{what} in its description" for what, pattern in _SAID.items() if not pattern.search(description)
        )
        tags = {tag["key"] for tag in self.resource.cdk_tag_manager.render_tags(self.resource.tags) or []}
        yield from (f"the tag {name}" for name in _TAGGED if name not in tags)
        if not (self.acts or self._is_looked_at or self._place in watched):
            yield "an action"

    @property
    def _place(self) -> _Place:
        return self._stack, str(self._stack.resolve(self.resource.logical_id))

    @property
    def _is_looked_at(self) -> bool:
        owner = self.resource.node.scope
        return owner is not None and any(entry.type == ACTED_ON_BY for entry in owner.node.metadata)

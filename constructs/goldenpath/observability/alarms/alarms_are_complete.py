"""No alarm without owner, severity, runbook and something that acts on it."""

import json
import re
from collections.abc import Iterator

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
AnyAlarm = cloudwatch.CfnAlarm | cloudwatch.CfnCompositeAlarm


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
            construct
            for construct in self._scope.node.find_all()
            if isinstance(construct, cloudwatch.CfnAlarm | cloudwatch.CfnCompositeAlarm)
        ]
        watched = {path for alarm in alarms for path in _parts(alarm, alarms)}
        return [
            f"The alarm {alarm.node.path} lacks {', '.join(lacking)}: make it as an OwnedAlarm or an "
            "OwnedCompositeAlarm, which ask for all of it"
            for alarm in alarms
            if (lacking := list(_lacking(alarm, watched)))
        ]


def _lacking(alarm: AnyAlarm, watched: set[str]) -> Iterator[str]:
    description = str(_resolved(alarm, alarm.alarm_description) or "")
    yield from (
        f"{what} in its description" for what, pattern in _SAID.items() if not pattern.search(description)
    )
    tags = {tag["key"] for tag in alarm.cdk_tag_manager.render_tags(alarm.tags) or []}
    yield from (f"the tag {name}" for name in _TAGGED if name not in tags)
    if not (_resolved(alarm, alarm.alarm_actions) or alarm.node.path in watched or _looked_at(alarm)):
        yield "an action"


def _looked_at(alarm: AnyAlarm) -> bool:
    owner = alarm.node.scope
    return owner is not None and any(entry.type == ACTED_ON_BY for entry in owner.node.metadata)


def _parts(composite: AnyAlarm, alarms: list[AnyAlarm]) -> Iterator[str]:
    """Give the paths of the alarms that a composite alarm with an action is made of."""
    if isinstance(composite, cloudwatch.CfnAlarm) or not _resolved(composite, composite.alarm_actions):
        return
    rule = json.dumps(_resolved(composite, composite.alarm_rule))
    for alarm in alarms:
        name = _resolved(alarm, alarm.logical_id)
        if Stack.of(alarm) is Stack.of(composite) and f'"{name}"' in rule:
            yield alarm.node.path


def _resolved(alarm: AnyAlarm, value: object) -> object:
    return Stack.of(alarm).resolve(value)

"""The states of the alarms at the moment of the pictures."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local.emulator.alarms.metric_alarm import ALARM, INSUFFICIENT_DATA, OK, MetricAlarm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docs.dashboards.measured import Measurements
    from docs.dashboards.synthesised import Environment, Resource

_MINUTE = 60
_LOOK_BACK_MINUTES = 60
_RULE_WORD = re.compile(r'"[^"]*"|\b(?:AND|OR|NOT|TRUE|FALSE)\b')


@dataclass(frozen=True, kw_only=True)
class AlarmState:
    """An alarm, and how it is.

    Parameters
    ----------
    name
        Its name.
    state
        ``ALARM``, ``OK`` or ``INSUFFICIENT_DATA``.
    since
        When it got so, in seconds since 1970; as long ago as was looked, at the most.
    """

    name: str
    state: str
    since: float


def alarm_states(environment: Environment, measurements: Measurements, now: float) -> dict[str, AlarmState]:
    """Evaluate all alarms, minute by minute for an hour; give their states then, by the label of each.

    Parameters
    ----------
    environment
        What has the alarms.
    measurements
        What was measured.
    now
        The end of the hour, in seconds since 1970.
    """
    metric_alarms = list(environment.resources.of_type("AWS::CloudWatch::Alarm"))
    composites = list(environment.resources.of_type("AWS::CloudWatch::CompositeAlarm"))
    states = {each.label: INSUFFICIENT_DATA for each in (*metric_alarms, *composites)}
    since = dict.fromkeys(states, now - _LOOK_BACK_MINUTES * _MINUTE)
    for minute in range(_LOOK_BACK_MINUTES, -1, -1):
        at = now - minute * _MINUTE
        after = {
            each.label: MetricAlarm(each.properties).state(measurements, at, states[each.label])
            for each in metric_alarms
        }
        _compose(composites, after)
        since |= {label: at for label, state in after.items() if state != states[label]}
        states = after
    return {
        each.label: AlarmState(name=_name(each), state=states[each.label], since=since[each.label])
        for each in (*metric_alarms, *composites)
    }


def _compose(composites: list[Resource], states: dict[str, str]) -> None:
    """Add the states of alarms on alarms, those first whose parts are known."""
    waiting = composites
    while waiting:
        later = [each for each in waiting if not _try_to_compose(each, states)]
        if len(later) == len(waiting):
            names = ", ".join(each.label for each in later)
            raise LookupError(f"The rules of {names} refer to alarms that are not there")
        waiting = later


def _try_to_compose(composite: Resource, states: dict[str, str]) -> bool:
    try:
        holds = rule_holds(composite.properties["AlarmRule"], states)
    except KeyError:
        return False
    states[composite.label] = ALARM if holds else OK
    return True


def rule_holds(rule: str, states: Mapping[str, str]) -> bool:
    """Say whether a composite alarm's rule holds.

    Parameters
    ----------
    rule
        The rule, with references resolved.
    states
        The states of alarms, by their labels.

    Raises
    ------
    KeyError
        If it refers to an alarm whose state is not known.
    NotImplementedError
        If it holds something that is not known here.
    """
    spoken = _RULE_WORD.sub(lambda found: _spoken(found[0]), rule)
    return _holds(ast.parse(spoken.strip(), mode="eval").body, states)


def _spoken(word: str) -> str:
    return word if word.startswith('"') else {"TRUE": "True", "FALSE": "False"}.get(word, word.lower())


def _holds(node: ast.expr, states: Mapping[str, str]) -> bool:
    match node:
        case ast.Constant(value=bool(value)):
            return value
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_holds(part, states) for part in parts)
        case ast.BoolOp(op=ast.Or(), values=parts):
            return any(_holds(part, states) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return not _holds(part, states)
        case ast.Call(func=ast.Name(id=state), args=[ast.Constant(value=str(arn))]):
            return states[arn.removesuffix(".Arn")] == state
    raise NotImplementedError(ast.unparse(node))


def _name(alarm: Resource) -> str:
    """Give its name, or what CloudFormation would make of where it is."""
    return str(alarm.properties.get("AlarmName", alarm.label.replace(".", "-")))

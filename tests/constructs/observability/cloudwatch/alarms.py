"""All alarms of a template: what states they have, and when they act."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from goldenpath.delivery.simulation.evaluation import State
from tests.constructs.observability.cloudwatch.metric_alarm import MetricAlarm, Metrics

_CALL = re.compile(r'ALARM\("([^"]+)"\)')


class Action(NamedTuple):
    """An alarm told someone."""

    minute: int
    alarm: str


@dataclass(frozen=True)
class Composite:
    """A composite alarm: its rule on other alarms, and what silences it."""

    properties: Mapping[str, Any]

    def fires(self, states: Mapping[str, State]) -> bool:
        """Say whether its rule holds."""
        words = _CALL.sub(lambda found: str(states[found[1]] == "ALARM"), self._rule)
        return bool(eval(words.replace("AND", "and").replace("OR", "or").replace("NOT", "not")))  # noqa: S307

    @cached_property
    def _rule(self) -> str:
        parts: list[Any] = self.properties["AlarmRule"]["Fn::Join"][1]
        return "".join(part if isinstance(part, str) else str(part["Fn::GetAtt"][0]) for part in parts)

    @property
    def silencer(self) -> str | None:
        """What silences it."""
        found = self.properties.get("ActionsSuppressor")
        return None if found is None else str(found["Fn::GetAtt"][0])

    @property
    def silent_for(self) -> int:
        """Minutes for which it stays silent after that."""
        return int(self.properties.get("ActionsSuppressorExtensionPeriod", 0)) // 60


class Alarms:
    """The alarms of a synthesised template."""

    def __init__(self, template: Mapping[str, Any]) -> None:
        resources = template["Resources"]
        self.metric: dict[str, MetricAlarm] = {
            name: MetricAlarm(resource["Properties"])
            for name, resource in resources.items()
            if resource["Type"] == "AWS::CloudWatch::Alarm"
        }
        self.composite: dict[str, Composite] = {
            name: Composite(resource["Properties"])
            for name, resource in resources.items()
            if resource["Type"] == "AWS::CloudWatch::CompositeAlarm"
        }

    def named(self, start: str) -> str:
        """Give the logical id that starts so, and goes on with the hash alone."""
        (name,) = [name for name in (*self.metric, *self.composite) if name[:-8] == start]
        return name

    def firing(self, metrics: Metrics, minute: int) -> set[str]:
        """Give what fires in a minute, where nothing is missing."""
        return self._red({name: alarm.state(metrics, minute) for name, alarm in self.metric.items()})

    def _red(self, metric_states: Mapping[str, State]) -> set[str]:
        """Give what is red, where an alarm stands in the template after those that it is made of."""
        states = dict(metric_states)
        for name, alarm in self.composite.items():
            states[name] = "ALARM" if alarm.fires(states) else "OK"
        return {name for name, state in states.items() if state == "ALARM"}

    def run(self, metrics: Metrics, start: int, end: int) -> Iterator[tuple[int, set[str]]]:
        """Give what fires, minute by minute."""
        states: dict[str, State] = dict.fromkeys(self.metric, "OK")
        for minute in range(start, end):
            states = {name: alarm.state(metrics, minute, states[name]) for name, alarm in self.metric.items()}
            yield minute, self._red(states)

    def actions(self, metrics: Metrics, start: int, end: int) -> list[Action]:
        """Give whom composite alarms would tell.

        One that goes off while its silencer fires waits for that to end, and then for the extension; it tells
        if it still fires by then.
        """
        told: list[Action] = []
        waiting: dict[str, int] = {}  # until when an alarm that has not told yet is silent
        red_before: set[str] = set()
        for minute, red in self.run(metrics, start, end):
            for name, alarm in self.composite.items():
                if name not in red:
                    waiting.pop(name, None)
                    continue
                if name not in red_before:
                    waiting[name] = minute
                if name in waiting and alarm.silencer in red:
                    waiting[name] = minute + alarm.silent_for
                elif name in waiting and minute >= waiting[name]:
                    del waiting[name]
                    told.append(Action(minute, name))
            red_before = red
        return told

"""Alarms of a template change their state with the metrics, and tell whom they ought to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.local.emulator.driver import Emulator

_BOTH = ["MetricAlarm", "CompositeAlarm"]


@dataclass(frozen=True)
class Alarms:
    """A stack of alarms, and the metrics that they watch."""

    emulator: Emulator
    namespace: str

    def put(self, **values: float | list[float]) -> None:
        data = [
            {"MetricName": name, "Values": given if isinstance(given, list) else [given]}
            for name, given in values.items()
        ]
        self.emulator.client("cloudwatch").put_metric_data(Namespace=self.namespace, MetricData=data)

    @property
    def states(self) -> dict[str, str]:
        found = self.emulator.client("cloudwatch").describe_alarms(AlarmTypes=_BOTH)
        every = (*found["MetricAlarms"], *found["CompositeAlarms"])
        return {alarm["AlarmName"].split("-")[1]: alarm["StateValue"] for alarm in every}

    @property
    def heard(self) -> list[str]:
        queue = self.emulator.physical_id("alarms", "Queue")
        found = self.emulator.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
        messages = [json.loads(json.loads(each["Body"])["Message"]) for each in found.get("Messages", ())]
        return sorted(f"{each['AlarmName'].split('-')[1]} {each['NewStateValue']}" for each in messages)


@pytest.fixture
def alarms(emulator: Emulator, request: pytest.FixtureRequest) -> Iterator[Alarms]:
    assert emulator.create("alarms", _resources(request.node.name)) == "CREATE_COMPLETE"
    yield Alarms(emulator, request.node.name)
    emulator.delete("alarms")
    left = emulator.client("cloudwatch").describe_alarms(AlarmTypes=_BOTH)
    assert left["MetricAlarms"] == left["CompositeAlarms"] == []


def _resources(namespace: str) -> dict[str, Any]:
    def stat(name: str, statistic: str = "Sum", *, returned: bool = False) -> dict[str, Any]:
        metric = {"Namespace": namespace, "MetricName": name}
        watched = {"Metric": metric, "Period": 60, "Stat": statistic}
        return {"Id": name.lower(), "ReturnData": returned, "MetricStat": watched}

    share = {"Id": "share", "Expression": "errors / requests"}
    return {
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {}},
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {}},
        "Heard": {
            "Type": "AWS::SNS::Subscription",
            "Properties": {
                "Protocol": "sqs",
                "TopicArn": {"Ref": "Topic"},
                "Endpoint": {"Fn::GetAtt": ["Queue", "Arn"]},
            },
        },
        "Share": _alarm(0.1, Metrics=[share, stat("Errors"), stat("Requests")]),
        "Slow": _alarm(1, Metrics=[stat("Latency", "TC(0.5:)", returned=True)]),
        "Releasing": _alarm(0, Namespace=namespace, MetricName="Releases", Period=60, Statistic="Sum"),
        "Page": _composite("Share", "Slow"),
        "Quiet": _composite("Share", ActionsSuppressor={"Fn::GetAtt": ["Releasing", "Arn"]}),
    }


def _alarm(threshold: float, **watched: Any) -> dict[str, Any]:
    properties = {
        "EvaluationPeriods": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": threshold,
        "TreatMissingData": "notBreaching",
    }
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": {**properties, **watched}}


def _composite(*on: str, **silenced: Any) -> dict[str, Any]:
    rule = " OR ".join(f'ALARM("${{{name}.Arn}}")' for name in on)
    properties = {"AlarmRule": {"Fn::Sub": rule}, "AlarmActions": [{"Ref": "Topic"}], **silenced}
    return {"Type": "AWS::CloudWatch::CompositeAlarm", "Properties": properties}


def test_every_alarm_is_emulated(alarms: Alarms) -> None:
    how = {line["logical_id"]: line["how"] for line in alarms.emulator.lines("alarms")}
    assert {how[name] for name in ("Share", "Slow", "Releasing", "Page", "Quiet")} == {"emulated"}


def test_an_expression_fires_what_watches_it_and_that_tells_its_topic(alarms: Alarms) -> None:
    alarms.put(Requests=100.0, Errors=5.0)
    assert set(alarms.states.values()) == {"OK"}

    alarms.put(Errors=15.0)

    red = {name for name, state in alarms.states.items() if state == "ALARM"}
    assert red == {"Share", "Page", "Quiet"}
    assert alarms.heard == ["Page ALARM", "Quiet ALARM"]


def test_a_silenced_alarm_fires_and_tells_nobody(alarms: Alarms) -> None:
    alarms.put(Releases=1.0)
    alarms.put(Requests=100.0, Errors=50.0)

    assert alarms.states["Quiet"] == "ALARM"
    assert alarms.heard == ["Page ALARM"]


def test_samples_above_a_bound_are_counted(alarms: Alarms) -> None:
    alarms.put(Latency=[0.1, 0.2, 0.9])
    assert alarms.states["Slow"] == "OK"

    alarms.put(Latency=[0.7])
    assert alarms.states["Slow"] == "ALARM"

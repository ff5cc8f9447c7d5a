"""From a fault to a person, on the local AWS: metric data, alarms, queue, function, topic, endpoint."""

from __future__ import annotations

import json
import re
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from goldenpath.observability.runbook import command
from tests.local.emulator.on_call.app import LOAD_BALANCER, REGION, TARGET_GROUP, deploy, synthesise
from tests.local.emulator.on_call.endpoint import Endpoint
from tests.local.emulator.on_call.faulty_proxy import FaultyProxy
from tests.local.running import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.local.emulator.driver import Emulator

pytestmark = pytest.mark.xdist_group("on-call")  # one emulator for all

_ARRIVES_SECONDS = 60
_AT_ONCE_SECONDS = 15
"""What the way from metric data to an endpoint may take here, on a busy machine."""


@dataclass(frozen=True)
class OnCallHere:
    """The way to people, with an endpoint that hears pages and one that hears what chat does."""

    emulator: Emulator
    proxy: FaultyProxy
    pages: Endpoint
    chat: Endpoint

    def measure(self, **values: float) -> None:
        data = [
            {"MetricName": name, "Value": value, "Dimensions": _DIMENSIONS} for name, value in values.items()
        ]
        self.emulator.client("cloudwatch").put_metric_data(Namespace="AWS/ApplicationELB", MetricData=data)

    def physical_id(self, kind: str, part: str) -> str:
        found = self.emulator.client("cloudformation").list_stack_resources(StackName="OnCall")
        (name,) = [
            each["PhysicalResourceId"]
            for each in found["StackResourceSummaries"]
            if each["ResourceType"] == kind and part in each["LogicalResourceId"]
        ]
        return str(name)

    def tell(self, event: dict[str, Any] | str) -> None:
        """Tell the inbox, as an alarm does."""
        message = event if isinstance(event, str) else json.dumps(event)
        topic = self.physical_id("AWS::SNS::Topic", "InboxTopic")
        self.emulator.client("sns").publish(TopicArn=topic, Message=message)

    def waits_in(self, part: str) -> int:
        attributes = self.emulator.client("sqs").get_queue_attributes(
            QueueUrl=self.physical_id("AWS::SQS::Queue", part), AttributeNames=["All"]
        )["Attributes"]
        return sum(
            int(attributes[f"ApproximateNumberOfMessages{how}"]) for how in ("", "NotVisible", "Delayed")
        )


_DIMENSIONS = [
    {"Name": "LoadBalancer", "Value": LOAD_BALANCER},
    {"Name": "TargetGroup", "Value": TARGET_GROUP},
]


@pytest.fixture(scope="module")
def here(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnCallHere]:
    with ExitStack() as stack:
        proxy = stack.enter_context(FaultyProxy(emulator.url))
        pages, chat = (stack.enter_context(Endpoint()) for _ in range(2))
        deploy(emulator, synthesise(tmp_path_factory.mktemp("cdk.out")), publish_at=proxy.url)
        made = OnCallHere(emulator, proxy, pages, chat)
        for part, endpoint in (("PageTopic", pages), ("PageChat", chat)):
            topic = made.physical_id("AWS::SNS::Topic", part)
            emulator.client("sns").subscribe(TopicArn=topic, Protocol="http", Endpoint=endpoint.url)
            assert endpoint.confirmed.wait(10)
        yield made


def event(name: str, *, minute: int = 0, state: str = "ALARM") -> dict[str, Any]:
    moment = datetime(2026, 11, 24, 12, tzinfo=UTC) + timedelta(minutes=minute)
    return {
        "AlarmName": name,
        "AlarmArn": f"arn:aws:cloudwatch:us-east-1:000000000000:alarm:{name}",
        "AlarmDescription": f"{name} is wrong. Severity: page. Owner: team-orders. Runbook: https://example.com",
        "NewStateValue": state,
        "OldStateValue": "OK" if state == "ALARM" else "ALARM",
        "NewStateReason": "It was tried",
        "StateChangeTime": moment.isoformat(),
    }


def test_a_broken_promise_reaches_a_person_with_all_there_is_to_know(here: OnCallHere) -> None:
    here.measure(RequestCount=1000, HTTPCode_Target_5XX_Count=1)
    time.sleep(1)
    assert here.pages.heard == []

    started = time.monotonic()
    here.measure(RequestCount=1000, HTTPCode_Target_5XX_Count=900)
    wait_for(lambda: bool(here.pages.heard), _ARRIVES_SECONDS)
    took = time.monotonic() - started

    assert took < _AT_ONCE_SECONDS
    (text,) = here.pages.heard
    lines = dict(re.findall(r"^([A-Z][\w ]+?): +(.*)$", text, re.MULTILINE))
    assert text.startswith("PAGE checkout burns its error budget")
    assert lines["State"].startswith("ALARM since 20")
    assert lines["Severity"] == "page"
    assert lines["Owner"] == "team-orders"
    assert lines["Last deployment"].endswith("(stack Checkout, CREATE_COMPLETE)")
    assert lines["Runbook"] == "https://runbooks.example.com/checkout"
    assert "#dashboards/dashboard/Checkout?start=" in lines["Dashboard"]
    assert "filter=service%28%22checkout%22%29" in lines["Traces"]
    assert "source~(~'*2fshop*2fcheckout)" in lines["Logs"]
    assert here.pages.subjects[0].startswith("PAGE checkout burns its error budget")
    wait_for(lambda: bool(here.chat.heard), _ARRIVES_SECONDS)
    (notification,) = map(json.loads, here.chat.heard)
    assert notification["source"] == "custom"
    assert "team-orders" in notification["content"]["description"]


def test_a_runbook_names_what_is_deployed(
    here: OnCallHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", here.emulator.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    command.run(["--region", REGION, "--output", str(tmp_path), "Checkout"])

    page = (tmp_path / "checkout.md").read_text(encoding="utf-8")
    assert "belongs to team-orders, and runs in the stack `Checkout` in us-east-1" in page
    assert "aws logs tail /shop/checkout --since" in page
    named = re.findall(r"describe-alarm-history --alarm-name (\S+)", page)
    (page_alarm,) = [name for name in named if name.endswith("-burn-1h")]
    described = here.emulator.client("cloudwatch").describe_alarms(
        AlarmNames=[page_alarm], AlarmTypes=["CompositeAlarm"]
    )
    assert len(described["CompositeAlarms"]) == 1


@pytest.mark.parametrize("fault", ["throttled", "failing", "dropped", "delayed"])
def test_a_fault_of_the_topic_loses_nothing_and_repeats_nothing(here: OnCallHere, fault: Any) -> None:
    # More than one attempt of the function's client, so that the queue brings it again.
    here.proxy.faults[:] = [fault] * (2 if fault == "delayed" else 4)
    name = f"Fault-{fault}"
    here.tell(event(name))
    here.tell(event(name))

    wait_for(lambda: any(name in each for each in here.pages.heard), _ARRIVES_SECONDS)
    wait_for(lambda: any(name in each for each in here.chat.heard), _ARRIVES_SECONDS)
    wait_for(lambda: here.waits_in("InboxQueue") == 0, _ARRIVES_SECONDS)

    assert here.proxy.faults == []
    for endpoint in (here.pages, here.chat):
        assert sum(name in each for each in endpoint.heard) == 1
    assert here.waits_in("InboxFailed") == 0


def test_an_answer_that_is_lost_tells_twice_rather_than_never(here: OnCallHere) -> None:
    here.proxy.faults[:] = ["lost answer"]
    here.tell(event("Unsure"))

    wait_for(lambda: sum("Unsure" in each for each in here.chat.heard) == 1, _ARRIVES_SECONDS)
    assert 1 <= sum("Unsure" in each for each in here.pages.heard) <= 2


def test_a_storm_with_faults_and_nonsense_is_told_once_each(here: OnCallHere) -> None:
    here.proxy.faults[:] = ["throttled", "failing", "dropped", "throttled", "failing", "dropped"] * 2
    storm = [event(f"Storm-{number}", minute=minute) for number in range(8) for minute in (0, 5)]
    for minute, each in enumerate((*storm, *reversed(storm))):
        here.tell(each)
        if minute in (3, 17):
            here.tell(f"nonsense {minute}")

    def told() -> list[str]:
        return [each.splitlines()[0] + each.splitlines()[2] for each in here.pages.heard if "Storm-" in each]

    wait_for(lambda: len(told()) >= len(storm), _ARRIVES_SECONDS, lambda: f"{len(told())} told")
    wait_for(lambda: here.waits_in("InboxQueue") == 0, _ARRIVES_SECONDS)
    assert len(told()) == len(set(told())) == len(storm)
    assert here.waits_in("InboxFailed") == 2

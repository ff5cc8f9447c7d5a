"""From a fault to what a person reads, on a clock of the test's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from aws_cdk import assertions
from aws_cdk import aws_logs as logs

from goldenpath import LogKey, OnCall, OnCallTargets, ServiceObjectives
from goldenpath.observability import Severity
from tests.constructs.observability.cloudwatch.alarms import Alarms
from tests.constructs.observability.cloudwatch.metric_alarm import DAY, HOUR
from tests.constructs.observability.cloudwatch.traffic import Stretch, Traffic
from tests.constructs.observability.on_call.events import alarm_event
from tests.constructs.observability.on_call.fakes import PAGE, TICKET
from tests.constructs.observability.slo.conftest import Signals
from tests.stacks.objectives_app import SPEC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import aws_cdk as cdk

    from tests.constructs.observability.on_call.conftest import World

BEFORE = 3 * DAY


@pytest.fixture(scope="module")
def template(
    make_stack: Callable[[], cdk.Stack], make_stack_beside: Callable[[cdk.Stack], cdk.Stack]
) -> dict[str, Any]:
    stack = make_stack()
    on_call = OnCall(
        stack,
        "OnCall",
        owner="team-platform",
        runbook="https://runbooks.example.com/on-call",
        targets=dict.fromkeys(Severity, OnCallTargets(email=["on-call@example.com"])),
        log_key=LogKey(stack, "LogKey"),
        log_retention=logs.RetentionDays.ONE_MONTH,
    )
    checkout = make_stack_beside(stack)
    ServiceObjectives(
        checkout, "Slo", spec=SPEC, signals=Signals(), release_alarms=[], actions=on_call.actions
    )
    return dict(assertions.Template.from_stack(checkout).to_json())


def tell(world: World, template: dict[str, Any], outage: Stretch) -> None:
    """Have the alarms evaluated minute by minute, and what they tell brought to the function."""
    alarms, end = Alarms(template), BEFORE + int(outage.minutes) + 2 * HOUR
    traffic = Traffic([Stretch(BEFORE), outage, Stretch(4 * HOUR)])
    world.run(*(json.dumps(each) for each in changes(alarms, template, traffic, end)))


def changes(alarms: Alarms, template: dict[str, Any], traffic: Traffic, end: int) -> Iterator[dict[str, Any]]:
    """Give what alarms tell, with minutes since the fault as time."""
    fired = alarms.actions(traffic, BEFORE - 5, end)
    red = dict(alarms.run(traffic, BEFORE - 5, end))
    for minute, name in fired:
        description = template["Resources"][name]["Properties"]["AlarmDescription"]
        about = {"name": name, "AlarmDescription": description}
        yield alarm_event("ALARM", minute - BEFORE, **about)
        over = next((later for later in range(minute, end) if name not in red[later]), None)
        if over is not None:
            yield alarm_event("OK", over - BEFORE, before="ALARM", **about)


@pytest.mark.parametrize(("failing", "paged_after"), [(1.0, 1), (0.5, 2), (0.1, 9), (0.02, 44)])
def test_a_fault_pages_once_when_the_workbook_says(
    world: World, template: dict[str, Any], failing: float, paged_after: int
) -> None:
    lasts = 60
    tell(world, template, Stretch(lasts, failing=failing))

    fired, over = world.topics.heard(PAGE)
    assert fired["OnCall"]["Title"] == (
        "PAGE checkout burns its error budget 14.4 times faster than it lasts: "
        "2% of 30 days' budget went in 1 h"
    )
    since = f"{12 + paged_after // 60:02}:{paged_after % 60:02}:00"
    assert fired["OnCall"]["State"] == f"ALARM since 2026-11-24 {since} UTC"
    assert fired["OnCall"]["Owner"] == SPEC.owner
    assert fired["OnCall"]["Runbook"] == SPEC.runbook
    # The short window, of five minutes, has passed after the fault.
    assert "OK since 2026-11-24 13:0" in over["OnCall"]["State"]
    assert over["OnCall"]["Title"].startswith("OVER checkout burns")


def test_a_slow_fire_is_a_ticket_and_wakes_nobody(world: World, template: dict[str, Any]) -> None:
    tell(world, template, Stretch(16 * HOUR, failing=0.005))

    assert world.topics.heard(PAGE) == []
    assert [each["NewStateValue"] for each in world.topics.heard(TICKET)] == ["ALARM"]


def test_every_alarm_that_acts_tells_the_inbox(template: dict[str, Any]) -> None:
    told = [
        json.dumps(alarm["Properties"]["AlarmActions"])
        for alarm in template["Resources"].values()
        if alarm["Type"].endswith("Alarm") and alarm["Properties"].get("AlarmActions")
    ]
    assert len(told) == 4
    assert all("OnCallInboxTopic" in action for action in told)

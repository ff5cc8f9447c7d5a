"""Whatever comes, in any order and however often, is told once or put aside, with any topic failing."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.constructs.observability.on_call.conftest import World, install
from tests.constructs.observability.on_call.events import alarm_event
from tests.constructs.observability.on_call.fakes import CHAT, PAGE

STATES = ("OK", "ALARM", "INSUFFICIENT_DATA")
Told = tuple[str, str, str]


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw what some alarms went through, as CloudWatch tells it."""
    events = []
    for name in ("Burn", "Slow"):
        before = draw(st.sampled_from(STATES))
        for minute in sorted(draw(st.sets(st.integers(0, 500), max_size=6))):
            state = draw(st.sampled_from([each for each in STATES if each != before]))
            # One of the alarms tells nobody when data are missing, as ours do.
            if name == "Burn" or state != "INSUFFICIENT_DATA":
                events.append(alarm_event(state, minute, before=before, name=name))
            before = state
    return events


@st.composite
def malformed(draw: st.DrawFn) -> str:
    """Draw what is no change of an alarm's state."""
    event = alarm_event()
    field = draw(st.sampled_from(["AlarmArn", "NewStateValue", "OldStateValue", "StateChangeTime"]))
    wrong = st.none() | st.integers() | st.text(max_size=5) | st.lists(st.none(), max_size=1)
    broken = json.dumps(event | {field: draw(wrong)})
    return draw(st.sampled_from([broken, broken[:-1], "[]", "null", "[" * 100_000]) | st.text(max_size=20))


def is_birth(events: list[dict[str, Any]], event: dict[str, Any]) -> bool:
    """Say whether an alarm was well when it was first seen: the only change that is none to people."""
    earlier = [
        each
        for each in events
        if each["AlarmName"] == event["AlarmName"] and each["StateChangeTime"] < event["StateChangeTime"]
    ]
    known = max(earlier, key=lambda each: str(each["StateChangeTime"]), default=None)
    is_well = (event["OldStateValue"], event["NewStateValue"]) == ("INSUFFICIENT_DATA", "OK")
    return is_well and (known is None or known["NewStateValue"] == "OK")


def identity(event: dict[str, Any]) -> Told:
    return event["AlarmName"], event["StateChangeTime"], event["NewStateValue"]


@given(
    events=histories(),
    nonsense=st.lists(malformed(), max_size=3),
    seed=st.randoms(use_true_random=False),
    copies=st.integers(1, 3),
    batch=st.integers(1, 10),
    failing=st.lists(st.booleans(), max_size=40),
)
def test_each_change_is_told_once_or_put_aside(
    events: list[dict[str, Any]], nonsense: list[str], seed: Any, copies: int, batch: int, failing: list[bool]
) -> None:
    bodies = [json.dumps(each) for each in events] * copies + nonsense
    seed.shuffle(bodies)
    moods = iter(failing)
    world = World()
    world.topics.fails = lambda _topic: next(moods, False)
    with pytest.MonkeyPatch.context() as monkeypatch:
        install(monkeypatch, world)
        world.run(*bodies, batch=batch)

    aside = Counter(world.queue.failed)
    told = Counter(identity(each) for each in world.topics.heard(PAGE))
    assert not told or max(told.values()) == 1
    assert all(aside[each] for each in nonsense)
    for event in events:
        is_told, is_aside = identity(event) in told, bool(aside[json.dumps(event)])
        # What came before its past was known is told or not: that past tells how things are.
        assert is_told or is_aside or event["OldStateValue"] == "INSUFFICIENT_DATA"
    assert Counter(each["metadata"]["summary"] for each in world.topics.heard(CHAT)).total() <= len(events)


@given(events=histories())
def test_in_order_exactly_the_changes_that_concern_people_are_told(events: list[dict[str, Any]]) -> None:
    world = World()
    with pytest.MonkeyPatch.context() as monkeypatch:
        install(monkeypatch, world)
        world.run(*(json.dumps(each) for each in events))

    expected = [identity(each) for each in events if not is_birth(events, each)]
    assert [identity(each) for each in world.topics.heard(PAGE)] == expected


@given(events=histories(), copies=st.integers(2, 4), batch=st.integers(1, 10))
def test_repetition_tells_nobody_twice_and_puts_nothing_aside(
    events: list[dict[str, Any]], copies: int, batch: int
) -> None:
    world = World()
    with pytest.MonkeyPatch.context() as monkeypatch:
        install(monkeypatch, world)
        world.run(*(json.dumps(each) for each in events for _ in range(copies)), batch=batch)

    expected = [identity(each) for each in events if not is_birth(events, each)]
    assert [identity(each) for each in world.topics.heard(PAGE)] == expected
    assert world.queue.failed == []


@given(events=histories(), seed=st.randoms(use_true_random=False), failing=st.integers(0, 60))
def test_people_end_up_knowing_that_an_alarm_fires(
    events: list[dict[str, Any]], seed: Any, failing: int
) -> None:
    world = World()
    failures = iter([True] * failing)
    world.topics.fails = lambda _topic: next(failures, False)
    bodies = [json.dumps(each) for each in events]
    seed.shuffle(bodies)
    with pytest.MonkeyPatch.context() as monkeypatch:
        install(monkeypatch, world)
        world.run(*bodies)

    told = {identity(each): each["OnCall"]["Title"] for each in world.topics.heard(PAGE)}
    aside = {identity(json.loads(each)) for each in world.queue.failed}
    for event in events:
        if event["NewStateValue"] == "ALARM":
            assert identity(event) in told or identity(event) in aside

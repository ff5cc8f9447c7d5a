"""The function that tells people: whom, how often, and what becomes of what fails."""

import json

import pytest

from goldenpath.observability.on_call.enrichment.handler import index
from goldenpath.observability.on_call.enrichment.handler.memory import Memory
from tests.constructs.observability.on_call.conftest import World
from tests.constructs.observability.on_call.events import alarm_event, body
from tests.constructs.observability.on_call.fakes import CHAT, PAGE, TICKET, Context, Queue


def states(world: World, topic: str = PAGE) -> list[str]:
    return [each["NewStateValue"] for each in world.topics.heard(topic)]


def test_people_hear_when_it_fires_and_when_it_is_over(world: World) -> None:
    world.run(body(), body("OK", 12, before="ALARM"))

    assert states(world) == ["ALARM", "OK"]
    assert len(world.topics.heard(CHAT)) == 2
    assert "after 12 min" in world.topics.heard(PAGE)[1]["OnCall"]["State"]


def test_the_severity_decides_who_hears(world: World) -> None:
    description = alarm_event()["AlarmDescription"].replace("Severity: page", "Severity: ticket")
    world.run(body(AlarmDescription=description))

    assert states(world, TICKET) == ["ALARM"]
    assert states(world, PAGE) == []


@pytest.mark.parametrize(
    "description", [None, "", "Made by hand", "Late. Severity: dire. Owner: a. Runbook: https://b"]
)
def test_an_alarm_of_unknown_severity_pages(world: World, description: str | None) -> None:
    world.run(body(AlarmDescription=description))
    assert states(world) == ["ALARM"]


def test_a_new_alarm_that_finds_all_well_tells_nobody(world: World) -> None:
    world.run(body("OK", before="INSUFFICIENT_DATA"))
    assert world.topics.told == []


def test_an_end_is_told_though_data_were_missing_in_between(world: World) -> None:
    world.run(body(), body("OK", 5, before="INSUFFICIENT_DATA"))
    assert states(world) == ["ALARM", "OK"]


def test_what_comes_twice_is_told_once(world: World) -> None:
    world.run(body(), body(), batch=1)
    assert states(world) == ["ALARM"]


def test_an_alarm_that_comes_after_its_end_says_that_it_is_over(world: World) -> None:
    world.run(body("OK", 3, before="ALARM"), body())

    late = world.topics.heard(PAGE)[1]["OnCall"]
    assert late["Title"].startswith("PAGE (over) checkout: ")
    assert late["Meanwhile"] == "OK since 2026-11-24 12:03:00 UTC; this comes late"


def test_where_one_topic_fails_the_other_is_told_once(world: World) -> None:
    attempts = iter([True, True, False])
    world.topics.fails = lambda topic: topic == PAGE and next(attempts)
    world.run(body())

    assert states(world) == ["ALARM"]
    assert len(world.topics.heard(CHAT)) == 1
    assert world.queue.pauses == [5, 10]


def test_what_fails_for_long_is_put_aside_later_each_time(world: World) -> None:
    world.topics.fails = lambda _topic: True
    world.run(body())

    assert world.queue.failed == [body()]
    assert world.queue.pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300, 300]
    assert sum(world.queue.pauses[:-1]) / 60 == pytest.approx(20, abs=1)


def test_what_makes_no_sense_is_put_aside_at_once_and_the_others_are_told(world: World) -> None:
    world.run("no json", body())

    assert world.queue.failed == ["no json"]
    assert set(world.queue.pauses) == {0}
    assert states(world) == ["ALARM"]


def test_what_another_copy_is_telling_comes_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.topics.fails = lambda _topic: True
    monkeypatch.setattr(Memory, "release", lambda *_: None)  # the other copy is still at work
    world.run(body())
    world.topics.fails = lambda _topic: False

    answer = index.handler({"Records": Queue([body()]).receive(1)}, Context())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "0"}]}


def test_a_copy_that_died_is_replaced_when_its_lease_is_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.topics.fails = lambda _topic: True
    with monkeypatch.context() as dying:
        dying.setattr(Memory, "release", lambda *_: None)
        world.run(body())
    world.topics.fails = lambda _topic: False
    for item in world.table.items.values():
        item["leased_until"] = {"N": "1"}

    world.run(body())
    assert states(world) == ["ALARM"]


def test_what_there_is_no_time_for_comes_again(world: World) -> None:
    records = Queue([body()]).receive(1)
    assert index.handler({"Records": records}, Context(left_ms=1000))["batchItemFailures"]
    assert world.topics.told == []


def test_people_are_told_though_nothing_can_be_found_out(world: World) -> None:
    world.account = None  # type: ignore[assignment]
    world.run(body())

    (told,) = world.topics.heard(PAGE)
    assert told["OnCall"]["Lastdeployment"] == "not known"


def test_its_log_is_json(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.run(body(), "no json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"alarm": "Checkout-Burn", "state": "ALARM"}.items() <= next(
        x for x in lines if "alarm" in x
    ).items()

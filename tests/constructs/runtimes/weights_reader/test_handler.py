"""The function that tells a stack update which weights listener rules have."""

from typing import Any

import pytest

from goldenpath.runtimes.ecs.weights_reader.handler import index

FIRST = {"ProductionBlue": 100, "ProductionGreen": 0, "TestBlue": 100, "TestGreen": 0}


class Context:
    log_stream_name = "2026/11/23/stream"


class LoadBalancing:
    """The rules of two listeners, a page each."""

    def __init__(self, rules: dict[str, list[dict[str, Any]]]) -> None:
        self._rules = rules

    def get_paginator(self, operation: str) -> "LoadBalancing":
        assert operation == "describe_rules"
        return self

    def paginate(self, *, ListenerArn: str) -> list[dict[str, Any]]:  # noqa: N803 - the API's name
        return [{"Rules": [rule]} for rule in self._rules[ListenerArn]]


def forwards(**weights: int) -> dict[str, Any]:
    groups = [{"TargetGroupArn": group, "Weight": weight} for group, weight in weights.items()]
    return {"Actions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]}


def request(url: str, kind: str, **more: Any) -> dict[str, Any]:
    properties = {"ProductionListener": "users", "TestListener": "tests", "Blue": "blue", "Green": "green"}
    return {
        "RequestType": kind,
        "ResponseURL": url,
        "StackId": "stack",
        "RequestId": "request",
        "LogicalResourceId": "Weights",
        "ResourceProperties": properties,
    } | more


def ask(
    monkeypatch: pytest.MonkeyPatch, rules: dict[str, list[dict[str, Any]]], event: dict[str, Any]
) -> None:
    monkeypatch.setattr("boto3.client", lambda service: {"elbv2": LoadBalancing(rules)}[service])
    index.handler(event, Context())


def update(url: str, **place: str) -> dict[str, Any]:
    old = {"ProductionListener": "users", "TestListener": "tests", "Blue": "blue", "Green": "green"}
    return request(url, "Update", PhysicalResourceId="Weights", OldResourceProperties=old | place)


@pytest.mark.parametrize("kind", ["Create", "Delete"])
def test_before_the_first_release_all_traffic_is_for_the_first_group(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]], kind: str
) -> None:
    url, received = answers
    ask(monkeypatch, {}, request(url, kind))

    assert received == [
        {
            "Status": "SUCCESS",
            "Data": FIRST,
            "PhysicalResourceId": "Weights",
            "StackId": "stack",
            "RequestId": "request",
            "LogicalResourceId": "Weights",
        }
    ]


def test_later_it_is_as_it_is(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    rules = {
        "users": [forwards(other=1), forwards(blue=10, green=90)],
        "tests": [forwards(green=100, blue=0)],
    }
    ask(monkeypatch, rules, update(url))

    assert received[0]["Data"] == {
        "ProductionBlue": 10,
        "ProductionGreen": 90,
        "TestBlue": 0,
        "TestGreen": 100,
    }


def test_a_rule_with_one_group_gives_it_all(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    single = {"Actions": [{"Type": "forward", "TargetGroupArn": "green"}]}
    ask(monkeypatch, {"users": [single], "tests": [single]}, update(url))

    assert received[0]["Data"]["ProductionBlue"] == 0
    assert received[0]["Data"]["ProductionGreen"] > 0


def test_it_looks_where_the_rules_still_stand(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    rules = {"old": [forwards(blue=0, green=100)], "tests": [forwards(blue=100, green=0)]}
    ask(monkeypatch, rules, update(url, ProductionListener="old"))

    assert received[0]["Data"]["ProductionGreen"] == 100


def test_weights_that_are_not_known_stop_the_update(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    ask(monkeypatch, {"users": [forwards(other=1)], "tests": []}, update(url))

    (answer,) = received
    assert answer["Status"] == "FAILED"
    assert "No rule of users forwards to blue or green" in answer["Reason"]
    assert "2026/11/23/stream" in answer["Reason"]
    assert "Data" not in answer

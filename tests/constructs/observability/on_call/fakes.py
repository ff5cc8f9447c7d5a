"""A table, topics, a queue and a clock, which fail when told to."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PAGE, CHAT, TICKET = (f"arn:aws:sns:eu-west-1:111111111111:{name}" for name in ("page", "chat", "ticket"))


class Broken(Exception):  # noqa: N818 - no error of ours
    """What a service raises that is not well."""


@dataclass
class Table:
    """As much of DynamoDB as the function uses."""

    items: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def update_item(self, **given: Any) -> dict[str, Any]:
        key = (given["Key"]["alarm"]["S"], given["Key"]["changed"]["S"])
        item = dict(self.items.get(key, {}))
        values = given.get("ExpressionAttributeValues", {})
        if "ConditionExpression" in given and not _is_free(item, float(values[":now"]["N"])):
            answer = {"Error": {"Code": "ConditionalCheckFailedException"}, "Item": item}
            raise ClientError(answer, "UpdateItem")  # type: ignore[arg-type]
        for verb, changes in re.findall(
            r"(SET|ADD|REMOVE) (.+?)(?= SET | ADD | REMOVE |$)", given["UpdateExpression"]
        ):
            for change in changes.split(", "):
                _change(item, verb, change, values)
        self.items[key] = item
        return {"Attributes": item}

    def query(self, **given: Any) -> dict[str, Any]:
        values = given["ExpressionAttributeValues"]
        alarm, changed = values[":alarm"]["S"], values[":changed"]["S"]
        after = "changed >" in given["KeyConditionExpression"]
        found = sorted(
            key for key in self.items if key[0] == alarm and (key[1] > changed if after else key[1] < changed)
        )
        assert given["ScanIndexForward"] is False
        return {"Items": [{"changed": {"S": key[1]}} for key in found[::-1][: given["Limit"]]]}


def _is_free(item: dict[str, Any], now: float) -> bool:
    return "done_at" not in item and ("leased_until" not in item or float(item["leased_until"]["N"]) < now)


def _change(item: dict[str, Any], verb: str, change: str, values: dict[str, Any]) -> None:
    if verb == "REMOVE":
        item.pop(change, None)
    elif verb == "SET":
        name, value = change.split(" = ")
        item[name] = values[value]
    else:
        name, value = change.split(" ")
        item[name] = {"SS": sorted({*item.get(name, {"SS": []})["SS"], *values[value]["SS"]})}


@dataclass
class Topics:
    """Topics that remember what they were told."""

    fails: Callable[[str], bool] = lambda _topic: False
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def publish(self, *, TopicArn: str, **message: Any) -> None:  # noqa: N803 - the API's name
        if self.fails(TopicArn):
            raise Broken("ThrottledException")
        self.told.append((TopicArn, message))

    def heard(self, topic: str) -> list[dict[str, Any]]:
        messages = [message for told, message in self.told if told == topic]
        return [
            json.loads(json.loads(each["Message"])["sqs"] if "MessageStructure" in each else each["Message"])
            for each in messages
        ]


@dataclass
class Queue:
    """A queue that gives each message until it is deleted, or puts it aside after some times."""

    bodies: list[str]
    times: int = 10
    failed: list[str] = field(default_factory=list)
    pauses: list[int] = field(default_factory=list)
    _received: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._waiting = list(enumerate(self.bodies))

    @property
    def is_empty(self) -> bool:
        return not self._waiting

    def receive(self, count: int) -> list[dict[str, Any]]:
        batch, self._waiting = self._waiting[:count], self._waiting[count:]
        given = []
        for number, content in batch:
            self._received[number] += 1
            if self._received[number] > self.times:
                self.failed.append(content)
            else:
                given.append(_record(number, content, self._received[number]))
        return given

    def change_message_visibility(self, **given: Any) -> None:
        self.pauses.append(given["VisibilityTimeout"])

    def settle(self, batch: Iterable[dict[str, Any]], answer: dict[str, Any]) -> None:
        again = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
        self._waiting += [
            (int(each["messageId"]), each["body"]) for each in batch if each["messageId"] in again
        ]


def _record(number: int, content: str, received: int) -> dict[str, Any]:
    return {
        "messageId": str(number),
        "receiptHandle": f"handle {number}",
        "body": content,
        "attributes": {"ApproximateReceiveCount": str(received)},
    }


class Context:
    """A function's time."""

    def __init__(self, left_ms: int = 60_000) -> None:
        self._left_ms = left_ms

    def get_remaining_time_in_millis(self) -> int:
        return self._left_ms


@dataclass
class Account:
    """What stands around an alarm, as far as an account tells."""

    region: str = "eu-west-1"
    tags: dict[str, str] = field(default_factory=lambda: {"service": "checkout", "owner": "team-orders"})
    resources: tuple[tuple[str, str], ...] = ()
    stack: dict[str, Any] = field(default_factory=dict)
    services: dict[str, dict[str, Any]] = field(default_factory=dict)

    def list_tags_for_resource(self, **_given: Any) -> dict[str, Any]:
        return {"Tags": [{"Key": key, "Value": value} for key, value in self.tags.items()]}

    def describe_stack_resources(self, **_given: Any) -> dict[str, Any]:
        if not self.stack:
            raise Broken("Stack for Checkout-Burn does not exist")
        return {"StackResources": [{"StackName": self.stack["StackName"]}]}

    def get_paginator(self, operation: str) -> Account:
        assert operation == "list_stack_resources"
        return self

    def paginate(self, **_given: Any) -> list[dict[str, Any]]:
        return [
            {"StackResourceSummaries": [{"ResourceType": kind, "PhysicalResourceId": name}]}
            for kind, name in self.resources
        ]

    def describe_stacks(self, **_given: Any) -> dict[str, Any]:
        return {"Stacks": [self.stack]}

    def describe_services(self, *, cluster: str, services: list[str]) -> dict[str, Any]:
        return {"services": [self.services[f"{cluster} {each}"] for each in services]}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

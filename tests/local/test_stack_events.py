from datetime import UTC, datetime
from typing import Any, cast

from botocore.exceptions import ClientError

from local.reporting.stack_events import Failure, failures


def event(resource: str, status: str, reason: str = "") -> dict[str, Any]:
    type_ = "AWS::CloudFormation::Stack" if resource == "local-Shop" else "AWS::SNS::Topic"
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return {
        "LogicalResourceId": resource, "ResourceType": type_, "ResourceStatus": status,
        "ResourceStatusReason": reason, "Timestamp": at,
    }  # fmt: skip


class FakeCloudFormation:
    def __init__(self, events: list[dict[str, Any]]) -> None:
        self._events = events

    def get_paginator(self, operation: str) -> "FakeCloudFormation":
        assert operation == "describe_stack_events"
        return self

    def paginate(self, *, StackName: str) -> list[dict[str, Any]]:  # noqa: N803
        if StackName != "local-Shop":
            raise ClientError(
                {"Error": {"Code": "ValidationError", "Message": "gone"}}, "DescribeStackEvents"
            )
        return [{"StackEvents": self._events[:2]}, {"StackEvents": self._events[2:]}]


def found(events: list[dict[str, Any]]) -> list[Failure]:
    return failures(cast("Any", FakeCloudFormation(events)), ["local-Shop", "local-Gone"])


def test_the_first_resource_that_failed_is_named_not_its_consequences() -> None:
    newest_first = [
        event("local-Shop", "ROLLBACK_COMPLETE"),
        event("C", "CREATE_FAILED", "Resource creation cancelled"),
        event("B", "CREATE_FAILED", "and so did I"),
        event("A", "CREATE_FAILED", "the name is taken"),
        event("local-Shop", "CREATE_IN_PROGRESS"),
    ]
    assert found(newest_first) == [Failure("local-Shop", "A (AWS::SNS::Topic)", "the name is taken")]


def test_a_failure_of_an_earlier_operation_is_past() -> None:
    newest_first = [
        event("local-Shop", "UPDATE_COMPLETE"),
        event("local-Shop", "UPDATE_IN_PROGRESS"),
        event("A", "UPDATE_FAILED", "long ago"),
        event("local-Shop", "UPDATE_IN_PROGRESS"),
    ]
    assert found(newest_first) == []

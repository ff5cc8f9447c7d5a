"""What approves itself, and what does not."""

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from goldenpath.delivery.approval.handler import index

REQUEST = {
    "pipelineName": "delivery",
    "stageName": "ApproveProd",
    "actionName": "Approve",
    "token": "a-token",
    "expires": "2026-11-30T10:00Z",
    "customData": "nothing-to-change: what would change stands on the page",
}


class FakePipeline:
    """CodePipeline, which takes answers, or fails."""

    exceptions = boto3.client("codepipeline", region_name="eu-west-1").exceptions

    def __init__(self, failure: str | None = None) -> None:
        self.answers: list[Any] = []
        self._failure = failure

    def put_approval_result(self, **answer: Any) -> None:
        if self._failure:
            raise ClientError({"Error": {"Code": self._failure}}, "PutApprovalResult")
        self.answers.append(answer)


def told(monkeypatch: pytest.MonkeyPatch, message: str, failure: str | None = None) -> list[Any]:
    pipeline = FakePipeline(failure)
    monkeypatch.setattr(boto3, "client", lambda _: pipeline)
    index.handler({"Records": [{"Sns": {"Message": message}}]}, None)
    return pipeline.answers


def request(**values: str) -> str:
    return json.dumps({"region": "eu-west-1", "approval": {**REQUEST, **values}})


def test_what_changes_nothing_is_approved(monkeypatch: pytest.MonkeyPatch) -> None:
    (answer,) = told(monkeypatch, request())

    assert answer == {
        "pipelineName": "delivery",
        "stageName": "ApproveProd",
        "actionName": "Approve",
        "token": "a-token",
        "result": {"status": "Approved", "summary": "Nothing is deployed that is not there already."},
    }


@given(st.text().filter(lambda text: text.partition(":")[0] != "nothing-to-change"))
def test_all_else_is_left_to_people(verdict: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert told(monkeypatch, request(customData=verdict)) == []


@pytest.mark.parametrize("code", ["ApprovalAlreadyCompletedException", "InvalidApprovalTokenException"])
def test_a_request_that_is_told_twice_is_answered_once(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    assert told(monkeypatch, request(), failure=code) == []


def test_another_failure_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ClientError):
        told(monkeypatch, request(), failure="ThrottlingException")


@pytest.mark.parametrize("message", ["", "{}", "[]", '{"approval": 1}'])
def test_what_cannot_be_read_is_kept_for_a_person(monkeypatch: pytest.MonkeyPatch, message: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        told(monkeypatch, message)

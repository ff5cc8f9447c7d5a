"""Approves a request whose evidence says that there is nothing to change; leaves all others alone."""

from __future__ import annotations

import json
from typing import Any

import boto3

_NOTHING = "nothing-to-change"
_SUMMARY = "Nothing is deployed that is not there already."
# Somebody was faster, or the request is told of twice: it is answered all the same.
_ANSWERED = ("ApprovalAlreadyCompletedException", "InvalidApprovalTokenException")


def handler(event: dict[str, Any], _context: Any) -> None:
    """Read each message; one that cannot be read is an error, which ends in the dead-letter queue."""
    for record in event["Records"]:
        approval = json.loads(record["Sns"]["Message"])["approval"]
        if approval.get("customData", "").partition(":")[0] == _NOTHING:
            _approve(approval)


def _approve(approval: dict[str, Any]) -> None:
    client = boto3.client("codepipeline")
    try:
        client.put_approval_result(
            pipelineName=approval["pipelineName"],
            stageName=approval["stageName"],
            actionName=approval["actionName"],
            token=approval["token"],
            result={"status": "Approved", "summary": _SUMMARY},
        )
    except client.exceptions.ClientError as error:
        if error.response["Error"]["Code"] not in _ANSWERED:
            raise

"""Removes previews whose time is over: of each, the newest stack first, one in each run.

It keeps nothing in mind. What a run leaves undone, for whatever reason, the next one finds.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Iterator

# As goldenpath/delivery/previews/names.py has them, which is not in this function's folder.
PREFIX, NUMBER, EXPIRES = "preview-", "goldenpath:preview", "goldenpath:expires"
_GOING = "DELETE_IN_PROGRESS"


def handler(_event: dict[str, Any], _context: Any) -> dict[str, list[str]]:
    """Ask for the deletion of one stack of every preview that is over.

    Raises
    ------
    RuntimeError
        If a stack could not be deleted, now or before, after asking for all: so that somebody hears of it.
    """
    client = boto3.client("cloudformation")
    asked, failed = [], []
    for stacks in _expired(client, time.time()).values():
        if any(stack["StackStatus"] == _GOING for stack in stacks):
            continue
        newest = max(stacks, key=lambda stack: stack["CreationTime"])
        if newest["StackStatus"] == "DELETE_FAILED":
            failed.append(newest["StackName"])
        try:
            client.delete_stack(StackName=newest["StackId"])
        except ClientError as error:
            failed.append(f"{newest['StackName']} ({error})")
        else:
            asked.append(newest["StackName"])
    print({"asked": asked, "failed": failed})
    if failed:
        raise RuntimeError(f"{', '.join(failed)} could not be deleted; it is tried again")
    return {"asked": asked}


def _expired(client: Any, now: float) -> dict[str, list[dict[str, Any]]]:
    """Give the stacks of each preview of which none is to live on."""
    previews: dict[str, list[dict[str, Any]]] = {}
    for stack in _preview_stacks(client):
        previews.setdefault(_tags(stack)[NUMBER], []).append(stack)
    return {
        number: stacks
        for number, stacks in previews.items()
        if all(int(_tags(stack)[EXPIRES]) <= now for stack in stacks)
    }


def _preview_stacks(client: Any) -> Iterator[dict[str, Any]]:
    for page in client.get_paginator("describe_stacks").paginate():
        for stack in page["Stacks"]:
            tags = _tags(stack)
            number = tags.get(NUMBER, "")
            is_named = number and stack["StackName"].startswith(f"{PREFIX}{number}-")
            if is_named and tags.get(EXPIRES, "").isdecimal():
                yield stack


def _tags(stack: dict[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in stack.get("Tags", [])}

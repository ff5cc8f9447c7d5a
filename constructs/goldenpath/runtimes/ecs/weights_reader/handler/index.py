"""Tells CloudFormation which weights a service's listener rules have now.

Whoever releases the service moves the weights. So before a stack update writes a rule, it asks here, and
writes the weights that the rule has already.
"""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import boto3

_BEFORE_THE_FIRST_RELEASE = (100, 0)
_RULES = ("Production", "Test")


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer a custom resource's request; see :mod:`goldenpath.runtimes.ecs.traffic.live_weights`."""
    answer = {
        "PhysicalResourceId": event.get("PhysicalResourceId", event["LogicalResourceId"]),
        **{key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")},
    }
    try:
        answer |= {"Status": "SUCCESS", "Data": _weights(event)}
    except Exception as error:  # noqa: BLE001 - without an answer the stack would hang
        answer |= {"Status": "FAILED", "Reason": f"{error} (log stream {context.log_stream_name})"}
    print(json.dumps({key: answer.get(key) for key in ("Status", "Reason", "Data")}))
    _send(event["ResponseURL"], answer)


def _weights(event: dict[str, Any]) -> dict[str, int]:
    if event["RequestType"] != "Update":
        return {
            f"{rule}{group}": weight
            for rule in _RULES
            for group, weight in zip(("Blue", "Green"), _BEFORE_THE_FIRST_RELEASE, strict=True)
        }
    # The rules still stand where they stood before this update.
    place = event["OldResourceProperties"]
    return {
        f"{rule}{group}": weight
        for rule in _RULES
        for group, weight in _weights_of_rule(place[f"{rule}Listener"], place["Blue"], place["Green"]).items()
    }


def _weights_of_rule(listener: str, blue: str, green: str) -> dict[str, int]:
    pages = boto3.client("elbv2").get_paginator("describe_rules").paginate(ListenerArn=listener)
    for rule in (rule for page in pages for rule in page["Rules"]):
        for action in rule["Actions"]:
            weights = _weights_by_group(action)
            if blue in weights or green in weights:
                return {"Blue": weights.get(blue, 0), "Green": weights.get(green, 0)}
    raise LookupError(
        f"No rule of {listener} forwards to {blue} or {green}, so the weights of the running service are not "
        "known. Was the rule deleted by hand? Make it again with those target groups, then deploy again."
    )


def _weights_by_group(action: Any) -> dict[str, int]:
    groups = action.get("ForwardConfig", {}).get("TargetGroups") or [action]
    return {group.get("TargetGroupArn", ""): int(group.get("Weight", 1)) for group in groups}


def _send(url: str, answer: dict[str, Any]) -> None:
    body = json.dumps(answer).encode()
    request = urllib.request.Request(  # noqa: S310 - CloudFormation's own address
        url, data=body, method="PUT", headers={"Content-Type": ""}
    )
    urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - CloudFormation's own address

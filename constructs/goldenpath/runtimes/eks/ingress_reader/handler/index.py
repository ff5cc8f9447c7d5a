"""Tells CloudFormation what EKS has made of an ingress: a load balancer, a rule, and target groups.

EKS makes them in the minutes after the ingress, so that this waits for them.
"""

from __future__ import annotations

import json
import time
import urllib.request
from typing import Any

import boto3

_PAUSE_SECONDS = 10
_LEFT_FOR_THE_ANSWER_MS = 30_000


class NotYetError(LookupError):
    """EKS has not made it yet, or never will."""


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer a custom resource's request; see :mod:`goldenpath.runtimes.eks.ingress.ingress_targets`."""
    answer = {
        "PhysicalResourceId": event.get("PhysicalResourceId", event["LogicalResourceId"]),
        **{key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")},
    }
    try:
        names = {} if event["RequestType"] == "Delete" else _wait(event["ResourceProperties"], context)
        answer |= {"Status": "SUCCESS", "Data": names}
    except Exception as error:  # noqa: BLE001 - without an answer the stack would hang
        answer |= {"Status": "FAILED", "Reason": f"{error} (log stream {context.log_stream_name})"}
    print(json.dumps({key: answer.get(key) for key in ("Status", "Reason", "Data")}))
    _send(event["ResponseURL"], answer)


def _wait(ingress: dict[str, str], context: Any) -> dict[str, str]:
    client = boto3.client("elbv2")
    while True:
        try:
            return _names(client, ingress)
        except NotYetError:
            if context.get_remaining_time_in_millis() < _LEFT_FOR_THE_ANSWER_MS:
                raise
        time.sleep(_PAUSE_SECONDS)


def _names(client: Any, ingress: dict[str, str]) -> dict[str, str]:
    balancer = _load_balancer(client, ingress["Hostname"])
    groups = _target_groups(client, balancer["LoadBalancerArn"], ingress)
    return {
        "LoadBalancer": balancer["LoadBalancerArn"].partition(":loadbalancer/")[2],
        "HostedZoneId": balancer["CanonicalHostedZoneId"],
        **{f"TargetGroup{number}": arn.rpartition(":")[2] for number, arn in enumerate(groups, start=1)},
    }


def _load_balancer(client: Any, hostname: str) -> dict[str, Any]:
    for page in client.get_paginator("describe_load_balancers").paginate():
        for balancer in page["LoadBalancers"]:
            if balancer["DNSName"].lower() == hostname.lower():
                return dict(balancer)
    raise NotYetError(
        f"No load balancer has the name {hostname}. Has EKS replaced it? `kubectl describe ingress "
        "--namespace goldenpath` shows what its controller says."
    )


def _target_groups(client: Any, balancer: str, ingress: dict[str, str]) -> list[str]:
    if not ingress.get("Path"):
        return []
    listeners = client.describe_listeners(LoadBalancerArn=balancer)["Listeners"]
    for listener in listeners:
        for page in client.get_paginator("describe_rules").paginate(ListenerArn=listener["ListenerArn"]):
            for rule in page["Rules"]:
                groups = _forwarded(rule["Actions"])
                if _matches(rule["Conditions"], ingress) and len(groups) == int(ingress["Versions"]):
                    return groups
    raise NotYetError(
        f"No rule leads {ingress['Host']}{ingress['Path']} to {ingress['Versions']} target groups. "
        "`kubectl describe ingress` in the service's namespace shows what EKS's controller says."
    )


def _matches(conditions: list[dict[str, Any]], ingress: dict[str, str]) -> bool:
    found = {condition["Field"]: _values(condition) for condition in conditions}
    wanted = {"path-pattern": [ingress["Path"]]}
    if ingress["Host"]:
        wanted["host-header"] = [ingress["Host"]]
    return found == wanted


def _values(condition: dict[str, Any]) -> list[str]:
    config = condition.get("PathPatternConfig") or condition.get("HostHeaderConfig") or condition
    return list(config.get("Values", []))


def _forwarded(actions: list[dict[str, Any]]) -> list[str]:
    for action in actions:
        if action["Type"] == "forward":
            groups = action.get("ForwardConfig", {}).get("TargetGroups") or [action]
            return [group["TargetGroupArn"] for group in groups]
    return []


def _send(url: str, answer: dict[str, Any]) -> None:
    body = json.dumps(answer).encode()
    request = urllib.request.Request(  # noqa: S310 - CloudFormation's own address
        url, data=body, method="PUT", headers={"Content-Type": ""}
    )
    urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - CloudFormation's own address

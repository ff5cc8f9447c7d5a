"""What CloudWatch tells, as its guide shows it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DESCRIPTION = (
    "Checkout spends its error budget at 14.4 times its rate. Severity: page. Owner: team-orders. "
    "Runbook: https://runbooks.example.com/checkout"
)


def arn(name: str) -> str:
    return f"arn:aws:cloudwatch:eu-west-1:111111111111:alarm:{name}"


def alarm_event(
    state: str = "ALARM", minute: float = 0, *, before: str = "OK", name: str = "Checkout-Burn", **more: Any
) -> dict[str, Any]:
    moment = NOON + timedelta(minutes=minute)
    return {
        "AlarmName": name,
        "AlarmDescription": DESCRIPTION,
        "AWSAccountId": "111111111111",
        "NewStateValue": state,
        "NewStateReason": "Threshold Crossed: 1 datapoint [17.2] was greater than the threshold (14.4).",
        "StateChangeTime": moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000",
        "Region": "EU (Ireland)",
        "AlarmArn": arn(name),
        "OldStateValue": before,
        "OKActions": [],
        "AlarmActions": [],
        "InsufficientDataActions": [],
    } | more


def body(state: str = "ALARM", minute: float = 0, **more: Any) -> str:
    return json.dumps(alarm_event(state, minute, **more))

"""Has alarms tell topics what CloudWatch tells them: with the alarm's ARN and the exact time."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import Any

from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import cloudwatch, sns

from local.emulator.extensions.private import read, replace

_ACTIONS = {"ALARM": "AlarmActions", "OK": "OKActions", "INSUFFICIENT_DATA": "InsufficientDataActions"}
_TRIGGER = (
    "MetricName",
    "Namespace",
    "Statistic",
    "ExtendedStatistic",
    "Unit",
    "Dimensions",
    "Period",
    "EvaluationPeriods",
    "DatapointsToAlarm",
    "ComparisonOperator",
    "Threshold",
    "TreatMissingData",
    "Metrics",
)


def complete_alarm_messages() -> None:
    """Replace ministack's messages, which do not say which alarm they are of.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    """
    replace("_dispatch_alarm_actions", _tell, cloudwatch)


def _tell(alarm: dict[str, Any], before: str, after: str, reason: str) -> None:
    if not alarm.get("ActionsEnabled", True):
        return
    message = json.dumps(_message(alarm, before, after, reason))
    subject = f'{after}: "{alarm["AlarmName"]}" in {get_region()}'[:100]
    for action in alarm.get(_ACTIONS[after]) or ():
        if read(cloudwatch, "_is_sns_action_arn")(action):
            read(sns, "_fanout")(action, new_uuid(), message, subject)


def _message(alarm: dict[str, Any], before: str, after: str, reason: str) -> dict[str, Any]:
    now = datetime.fromtimestamp(time.time(), UTC)
    about = {
        "AlarmName": alarm["AlarmName"],
        "AlarmDescription": alarm.get("AlarmDescription") or None,
        "AWSAccountId": get_account_id(),
        "NewStateValue": after,
        "NewStateReason": reason,
        "StateChangeTime": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}+0000",
        "Region": get_region(),
        "AlarmArn": alarm["AlarmArn"],
        "OldStateValue": before,
        **{actions: alarm.get(actions) or [] for actions in _ACTIONS.values()},
    }
    if "AlarmRule" in alarm:
        return {**about, "AlarmRule": alarm["AlarmRule"]}
    return {**about, "Trigger": {name: alarm[name] for name in _TRIGGER if alarm.get(name) is not None}}

"""Has alarms evaluated as CloudWatch does: metric math, missing data, several periods, alarms on alarms."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

from ministack.services import cloudwatch
from ministack.services.cloudformation import provisioners

from local.emulator.alarms.metric_alarm import ALARM, MetricAlarm
from local.emulator.extensions.private import read, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from local.emulator.alarms.metric_math import Value

_COMPOSITE = "AWS::CloudWatch::CompositeAlarm"
_TRIMMED_COUNT = re.compile(r"TC\((?P<above>[0-9.]+):\)")
_HTTP_OK = 200
_SILENCER = "ActionsSuppressor"
_METRICS = "Metrics"


def evaluate_alarms() -> None:
    """Let templates have alarms on expressions and on alarms, and evaluate all when there are new data.

    An alarm that another one silences tells nobody while that fires; how long it waits before and after is
    left out.
    """
    keep = read(provisioners, "_cw_metric_alarm_record")
    replace("_cw_metric_alarm_record", lambda name, given: _record(keep, name, given), provisioners)
    replace("_evaluate_alarm", _evaluate, cloudwatch)
    act = read(cloudwatch, "_dispatch_alarm_actions")
    replace("_dispatch_alarm_actions", lambda alarm, *change: _act(act, alarm, *change), cloudwatch)
    describe = read(cloudwatch, "_describe_alarms")
    replace("_describe_alarms", lambda *request, **named: _describe(describe, *request, **named), cloudwatch)
    read(provisioners, "_RESOURCE_HANDLERS")[_COMPOSITE] = {
        "create": _create_composite,
        "update": _update_composite,
        "delete": _delete_composite,
    }


def _record(keep: Callable[..., dict[str, Any]], name: str, given: dict[str, Any]) -> dict[str, Any]:
    if not given.get(_METRICS):
        return keep(name, given)
    stand_in = {**given, _METRICS: None, "MetricName": "-", "Namespace": "-"}
    return {**keep(name, stand_in), _METRICS: given[_METRICS], "MetricName": "", "Namespace": ""}


def _evaluate(alarm: dict[str, Any]) -> None:
    before = alarm["StateValue"]
    after = MetricAlarm(alarm).state(_measured, time.time(), before)
    if after == before:
        return
    reason = f"Evaluated as {after}"
    alarm |= {"StateValue": after, "StateReason": reason, "StateUpdatedTimestamp": int(time.time())}
    read(cloudwatch, "_record_history")(alarm["AlarmName"], before, after, reason)
    read(cloudwatch, "_dispatch_alarm_actions")(alarm, before, after, reason)
    read(cloudwatch, "_evaluate_parent_alarms")(alarm)


def _measured(metric_stat: Mapping[str, Any], start: float, end: float) -> Value:
    metric = metric_stat["Metric"]
    dimensions = {each["Name"]: each["Value"] for each in metric.get("Dimensions") or ()}
    key = (metric["Namespace"], metric["MetricName"], read(cloudwatch, "_dims_key")(dimensions))
    points = [
        point for point in read(cloudwatch, "_metrics").get(key, ()) if start < point["Timestamp"] <= end
    ]
    if not points:
        return None
    if trimmed := _TRIMMED_COUNT.fullmatch(metric_stat["Stat"]):
        samples = read(cloudwatch, "_percentile_samples")(points) or ()
        return float(sum(weight for value, weight in samples if value > float(trimmed["above"])))
    value = read(cloudwatch, "_stat_value")(
        read(cloudwatch, "_calc_stats")(points), metric_stat["Stat"], points
    )
    return None if value is None else float(value)


def _act(act: Callable[..., None], alarm: dict[str, Any], *change: Any) -> None:
    silencer = alarm.get(_SILENCER)
    if silencer is None or read(cloudwatch, "_rule_alarm_state")(silencer) != ALARM:
        act(alarm, *change)


def _describe(describe: Callable[..., Any], *request: Any, **named: Any) -> Any:
    """Time alone ends an alarm: it is looked at whenever somebody looks."""
    read(cloudwatch, "_evaluate_all_alarms")()
    return describe(*request, **named)


def _create_composite(logical_id: str, given: dict[str, Any], stack: str) -> tuple[str, dict[str, str]]:
    name = given.get("AlarmName") or read(provisioners, "_physical_name")(stack, logical_id, max_len=255)
    return _put_composite(name, given)


def _update_composite(
    physical_id: str, _before: dict[str, Any], after: dict[str, Any], _stack: str
) -> tuple[str, dict[str, str]]:
    return _put_composite(physical_id, after)


def _put_composite(name: str, given: dict[str, Any]) -> tuple[str, dict[str, str]]:
    request = {**given, "AlarmName": name}
    status, _, body = read(cloudwatch, "_put_composite_alarm")({}, request, is_cbor=False, is_json=True)
    if status != _HTTP_OK:
        raise ValueError(json.loads(body)["message"])
    alarm = read(cloudwatch, "_composite_alarms")[name]
    alarm[_SILENCER] = given.get(_SILENCER)
    return name, {"Arn": alarm["AlarmArn"]}


def _delete_composite(physical_id: str, _given: dict[str, Any]) -> None:
    read(cloudwatch, "_composite_alarms").pop(physical_id, None)

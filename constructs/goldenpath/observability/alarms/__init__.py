"""Alarms that say whose they are, how urgent, and what to do."""

from goldenpath.observability.alarms.alarm_name import alarm_name, alarm_name_in
from goldenpath.observability.alarms.alarm_notice import AlarmNotice
from goldenpath.observability.alarms.alarms_are_complete import AlarmsAreComplete
from goldenpath.observability.alarms.owned_alarm import OwnedAlarm
from goldenpath.observability.alarms.owned_composite_alarm import OwnedCompositeAlarm
from goldenpath.observability.alarms.silence import Silence

__all__ = [
    "AlarmNotice",
    "AlarmsAreComplete",
    "OwnedAlarm",
    "OwnedCompositeAlarm",
    "Silence",
    "alarm_name",
    "alarm_name_in",
]

"""What dashboards show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docs.dashboards.alarms import AlarmState
    from docs.dashboards.logs import LogLines
    from docs.dashboards.measured import Measurements
    from docs.dashboards.synthesised import Environment


@dataclass(frozen=True, kw_only=True)
class Data:
    """What dashboards show.

    Parameters
    ----------
    environment
        What the dashboards are of.
    measurements
        Its metrics.
    lines
        Its logs.
    alarms
        The states of its alarms, by their labels.
    now
        The moment, in seconds since 1970.
    """

    environment: Environment
    measurements: Measurements
    lines: LogLines
    alarms: Mapping[str, AlarmState]
    now: float

"""Names, colours and units where a widget leaves them to CloudWatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.dashboards.measured import Metric

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docs.dashboards.graphs.plotted import Plotted

COLORS = (
    "#1f77b4",
    "#ff7f0e",
    "#2ca02c",
    "#d62728",
    "#9467bd",
    "#8c564b",
    "#e377c2",
    "#7f7f7f",
    "#bcbd22",
    "#17becf",
)
"""What CloudWatch gives to lines without a colour, by turns."""

NO_UNIT = "No unit"
_UNITS: Mapping[str, str] = {
    "CPUUtilization": "Percent",
    "MemoryUtilization": "Percent",
    "SuccessPercent": "Percent",
    "Duration": "Milliseconds",
    "TargetResponseTime": "Seconds",
    "BytesOutToDestination": "Bytes",
    "NetworkRxBytes": "Bytes/Second",
    "NetworkTxBytes": "Bytes/Second",
    "MemoryUtilized": "Megabytes",
    "MemoryReserved": "Megabytes",
    "CpuUtilized": "None",
    "CpuReserved": "None",
    "ApproximateAgeOfOldestMessage": "Seconds",
}


def unit_of(plotted: Plotted) -> str:
    """Give CloudWatch's unit: most of what AWS reports are counts, and an expression has none.

    Parameters
    ----------
    plotted
        What is plotted.
    """
    return _UNITS.get(plotted.source.name, "Count") if isinstance(plotted.source, Metric) else NO_UNIT


def labels(every: Sequence[Plotted]) -> dict[str, str]:
    """Name what is plotted, by id: a metric without a label is called by what tells it from the others.

    Parameters
    ----------
    every
        All that is plotted.
    """
    parts = {each.name: _parts(each) for each in every}
    shown = [parts[each.name] for each in every if each.is_visible and not each.label]
    return {each.name: each.label or _told_apart(parts[each.name], shown) for each in every}


def _parts(plotted: Plotted) -> tuple[str, ...]:
    if isinstance(plotted.source, Metric):
        metric = plotted.source
        return metric.namespace, metric.name, *metric.dimensions.values(), plotted.stat
    return (plotted.source,)


def _told_apart(parts: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> str:
    telling = [part for part in parts if any(part not in other for other in others)]
    return " ".join(telling) or parts[min(1, len(parts) - 1)]

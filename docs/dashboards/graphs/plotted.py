"""What a widget plots: metrics and expressions.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docs.dashboards.errors import DashboardError
from docs.dashboards.measured import Metric

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DEFAULT_PERIOD, _DEFAULT_STATISTIC = 300, "Average"
_KNOWN = {"id", "label", "color", "stat", "period", "yAxis", "visible", "expression", "region", "accountId"}


class UnknownMetricError(DashboardError):
    """A widget's metric holds something that is not known here; the message says what."""


@dataclass(frozen=True, kw_only=True)
class Plotted:
    """A metric or an expression of a widget.

    Parameters
    ----------
    name
        Its id, which expressions call it by.
    source
        The metric, or the expression.
    label
        What it is called; empty where CloudWatch is to find a name.
    color
        Its colour; empty where CloudWatch is to choose.
    stat, period_seconds
        The statistic, over so many seconds.
    is_right
        Whether the right axis is its.
    is_visible
        Whether it is drawn.
    """

    name: str
    source: Metric | str
    label: str
    color: str
    stat: str
    period_seconds: int
    is_right: bool
    is_visible: bool


def plotted(properties: Mapping[str, Any]) -> list[Plotted]:
    """Read what a widget plots.

    Parameters
    ----------
    properties
        The widget's.

    Raises
    ------
    UnknownMetricError
        If it holds something that is not known here.
    """
    return [_plotted(number, row, properties) for number, row in enumerate(properties.get("metrics", ()))]


def _plotted(number: int, row: Sequence[Any], properties: Mapping[str, Any]) -> Plotted:
    *named, last = row
    options: Mapping[str, Any] = last if isinstance(last, dict) else {}
    names = named if isinstance(last, dict) else [*named, last]
    problems = list(_problems(names, options))
    if problems:
        raise UnknownMetricError(f"The metric {row} is not known here: {'; '.join(problems)}")
    return Plotted(
        name=options.get("id", f"plotted {number}"),
        source=options["expression"] if "expression" in options else _metric(names),
        label=options.get("label", ""),
        color=options.get("color", ""),
        stat=options.get("stat", properties.get("stat", _DEFAULT_STATISTIC)),
        period_seconds=int(options.get("period", properties.get("period", _DEFAULT_PERIOD))),
        is_right=options.get("yAxis", "left") == "right",
        is_visible=options.get("visible", True),
    )


def _problems(names: Sequence[Any], options: Mapping[str, Any]) -> Iterator[str]:
    if unknown := options.keys() - _KNOWN:
        yield f"{', '.join(sorted(unknown))} should be one of {', '.join(sorted(_KNOWN))}"
    if "${" in str(options.get("label", "")):
        yield "a label should not hold what CloudWatch fills in"
    if any(name in {".", "..."} for name in names):
        yield "names should be written out"
    if "expression" not in options and (len(names) < 2 or len(names) % 2):  # noqa: PLR2004 - namespace, name
        yield "there should be a namespace, a name, and a value for each dimension"


def _metric(names: Sequence[str]) -> Metric:
    namespace, name, *dimensions = names
    pairs = zip(dimensions[::2], dimensions[1::2], strict=True)
    return Metric(namespace=namespace, name=name, dimensions=dict(pairs))

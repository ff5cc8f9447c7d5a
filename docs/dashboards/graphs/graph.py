"""Computes the series of a widget."""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING

from docs.dashboards.errors import DashboardError
from docs.dashboards.graphs import naming
from docs.dashboards.graphs.series import Series
from docs.dashboards.measured import Metric
from local.emulator.alarms import metric_math

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from docs.dashboards.graphs.plotted import Plotted
    from docs.dashboards.graphs.time_range import TimeRange
    from docs.dashboards.measured import Measurements
    from local.emulator.alarms.metric_math import Value

_BY: Mapping[str, Callable[[list[float]], float]] = {
    "AVG": lambda values: sum(values) / len(values),
    "MAX": max,
    "MIN": min,
    "SUM": sum,
}


class MixedPeriodsError(DashboardError):
    """An expression is made of metrics with other periods than its own; the message names them."""


class Graph:
    """The series of a widget.

    Parameters
    ----------
    plotted
        What it plots.
    measurements
        What was measured.
    time_range
        The time that it shows.
    """

    def __init__(self, plotted: Sequence[Plotted], measurements: Measurements, time_range: TimeRange) -> None:
        self._plotted = {each.name: each for each in plotted}
        self._measurements = measurements
        self._time_range = time_range
        self._labels = naming.labels(plotted)
        self._metrics = [each.name for each in plotted if isinstance(each.source, Metric)]
        self._known: dict[tuple[str, int], Value] = {}

    @property
    def is_measured(self) -> bool:
        """Whether anything that it plots is measured here."""
        sources = (each.source for each in self._plotted.values())
        return any(isinstance(each, Metric) and self._measurements.are_of(each) for each in sources)

    def series(self) -> list[Series]:
        """Give what is drawn over time.

        Raises
        ------
        MixedPeriodsError
            If an expression is made of metrics with other periods than its own.
        """
        return self._drawn(self._points)

    def latest(self) -> list[Series]:
        """Give the last values of what is drawn, without those before.

        Raises
        ------
        MixedPeriodsError
            If an expression is made of metrics with other periods than its own.
        """
        return self._drawn(self._latest)

    def _drawn(self, points: Callable[[Plotted], list[tuple[float, Value]]]) -> list[Series]:
        shown = [found for each in self._plotted.values() if each.is_visible for found in self._found(each)]
        return [
            Series(
                label=label,
                color=color or naming.COLORS[number % len(naming.COLORS)],
                unit=naming.unit_of(source),
                is_right=is_right,
                points=points(source),
            )
            for number, (source, label, color, is_right) in enumerate(shown)
        ]

    def _latest(self, plotted: Plotted) -> list[tuple[float, Value]]:
        periods = self._time_range.periods(plotted.period_seconds)
        found = ((start, self._value(plotted, age)) for age, start in enumerate(reversed(periods)))
        return list(islice(((start, value) for start, value in found if value is not None), 1))

    def _found(self, plotted: Plotted) -> Iterator[tuple[Plotted, str, str, bool]]:
        """Give what one entry draws: a sorted array is a line for each of its elements."""
        elements = self._sorted(plotted.source) if isinstance(plotted.source, str) else None
        if elements is None:
            yield plotted, self._labels[plotted.name], plotted.color, plotted.is_right
            return
        for each in elements:
            label = f"{plotted.label} {self._labels[each.name]}".strip()
            yield each, label, plotted.color, plotted.is_right

    def _sorted(self, expression: str) -> list[Plotted] | None:
        match metric_math.parse(expression):
            case ast.Call(func=ast.Name(id="SORT"), args=[array, ast.Name(id=by), ast.Name(id=order), *most]):
                names = [ast.unparse(each) for each in metric_math.listed(array, self._metrics) or ()]
                elements = [self._plotted[name] for name in names]
                known = [each for each in elements if self._values(each)]
                known.sort(key=lambda each: _BY[by](self._values(each)), reverse=order == "DESC")
                ordered = known + [each for each in elements if each not in known]
                return ordered[: int(ast.unparse(most[0])) if most else None]
        return None

    def _values(self, plotted: Plotted) -> list[float]:
        return [value for _, value in self._points(plotted) if value is not None]

    def _points(self, plotted: Plotted) -> list[tuple[float, Value]]:
        periods = self._time_range.periods(plotted.period_seconds)
        oldest = len(periods) - 1
        return [(start, self._value(plotted, oldest - number)) for number, start in enumerate(periods)]

    def _value(self, plotted: Plotted, age: int) -> Value:
        """Give what was so many periods before the last one."""
        key = plotted.name, age
        if key not in self._known:
            periods = self._time_range.periods(plotted.period_seconds)
            self._known[key] = self._computed(plotted, age, periods)
        return self._known[key]

    def _computed(self, plotted: Plotted, age: int, periods: Sequence[float]) -> Value:
        if isinstance(plotted.source, Metric):
            start = periods[-1 - age]
            return self._measurements.value(
                plotted.source, plotted.stat, start, start + plotted.period_seconds
            )

        def datapoint(name: str, before: int) -> Value:
            part = self._plotted[name]
            if part.period_seconds != plotted.period_seconds:
                raise MixedPeriodsError(
                    f"{name} has a period of {part.period_seconds} s, and should have that of the expression "
                    f"{plotted.source!r}: {plotted.period_seconds} s"
                )
            return self._value(part, before)

        graph = metric_math.Graph(oldest=len(periods) - 1, metrics=self._metrics)
        return metric_math.compute(plotted.source, datapoint, age, graph)

"""The series of a widget's graph."""

from docs.dashboards.graphs.graph import Graph, MixedPeriodsError
from docs.dashboards.graphs.plotted import Plotted, UnknownMetricError, plotted
from docs.dashboards.graphs.series import Series
from docs.dashboards.graphs.time_range import TimeRange

__all__ = ["Graph", "MixedPeriodsError", "Plotted", "Series", "TimeRange", "UnknownMetricError", "plotted"]

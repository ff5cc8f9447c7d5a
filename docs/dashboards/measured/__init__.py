"""What CloudWatch would have measured of the shop that was driven."""

from docs.dashboards.measured.clock import Clock
from docs.dashboards.measured.measurements import Measurements
from docs.dashboards.measured.metric import Metric
from docs.dashboards.measured.samples import Samples
from docs.dashboards.measured.statistic import UnknownStatisticError, statistic

__all__ = ["Clock", "Measurements", "Metric", "Samples", "UnknownStatisticError", "statistic"]

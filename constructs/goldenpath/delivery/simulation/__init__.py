"""What a bad release costs under each strategy, calculated without AWS."""

from goldenpath.delivery.simulation.alarm import Alarm
from goldenpath.delivery.simulation.comparison import Compared, as_table, compare
from goldenpath.delivery.simulation.fault import Fault
from goldenpath.delivery.simulation.outcome import Outcome, Sample
from goldenpath.delivery.simulation.shipped import rollback_alarms
from goldenpath.delivery.simulation.simulation import simulate
from goldenpath.delivery.simulation.timing import Timing
from goldenpath.delivery.simulation.traffic import Traffic

__all__ = [
    "Alarm",
    "Compared",
    "Fault",
    "Outcome",
    "Sample",
    "Timing",
    "Traffic",
    "as_table",
    "compare",
    "rollback_alarms",
    "simulate",
]

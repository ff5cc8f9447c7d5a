"""Service level objectives: how fast an error budget is spent, and what is left of it."""

from goldenpath.observability.slo.budget_gate import BudgetGate
from goldenpath.observability.slo.burn_rate import burn_rate_over
from goldenpath.observability.slo.burn_rate_window import BURN_RATE_WINDOWS, SLO_PERIOD, BurnRateWindow
from goldenpath.observability.slo.error_budget import error_budget_left
from goldenpath.observability.slo.objective import Objective
from goldenpath.observability.slo.service_objectives import ServiceObjectives
from goldenpath.observability.slo.tracked_objective import TrackedObjective

__all__ = [
    "BURN_RATE_WINDOWS",
    "SLO_PERIOD",
    "BudgetGate",
    "BurnRateWindow",
    "Objective",
    "ServiceObjectives",
    "TrackedObjective",
    "burn_rate_over",
    "error_budget_left",
]

"""Golden signals, alarms, objectives and tracing."""

from goldenpath.observability.alarms import (
    AlarmNotice,
    AlarmsAreComplete,
    OwnedAlarm,
    OwnedCompositeAlarm,
    Silence,
)
from goldenpath.observability.canaries import CanaryBucket, Journey, JourneyCanary
from goldenpath.observability.evaluation import Evaluation
from goldenpath.observability.golden_signals import GoldenSignals
from goldenpath.observability.log_key import LogKey
from goldenpath.observability.logs import ServiceLog, ServiceLogs
from goldenpath.observability.on_call import (
    HttpsEndpoint,
    OnCall,
    OnCallTargets,
    SlackChannel,
    TeamsChannel,
)
from goldenpath.observability.rollback_alarms import RollbackAlarms
from goldenpath.observability.rollback_limits import RollbackLimits
from goldenpath.observability.severity import Severity
from goldenpath.observability.slo import (
    BURN_RATE_WINDOWS,
    SLO_PERIOD,
    BudgetGate,
    BurnRateWindow,
    Objective,
    ServiceObjectives,
    TrackedObjective,
    error_budget_left,
)
from goldenpath.observability.tracing import (
    AccountTracing,
    ServiceTracing,
    trace_environment,
    trace_statement,
)
from goldenpath.observability.trimmed_count import count_above

__all__ = [
    "BURN_RATE_WINDOWS",
    "SLO_PERIOD",
    "AccountTracing",
    "AlarmNotice",
    "AlarmsAreComplete",
    "BudgetGate",
    "BurnRateWindow",
    "CanaryBucket",
    "Evaluation",
    "GoldenSignals",
    "HttpsEndpoint",
    "Journey",
    "JourneyCanary",
    "LogKey",
    "Objective",
    "OnCall",
    "OnCallTargets",
    "OwnedAlarm",
    "OwnedCompositeAlarm",
    "RollbackAlarms",
    "RollbackLimits",
    "ServiceLog",
    "ServiceLogs",
    "ServiceObjectives",
    "ServiceTracing",
    "Severity",
    "Silence",
    "SlackChannel",
    "TeamsChannel",
    "TrackedObjective",
    "count_above",
    "error_budget_left",
    "trace_environment",
    "trace_statement",
]

"""Golden signals, alarms, objectives and tracing."""

from goldenpath.observability.alarms import (
    AlarmNotice,
    AlarmsAreComplete,
    OwnedAlarm,
    OwnedCompositeAlarm,
    Silence,
)
from goldenpath.observability.canaries import CanaryBucket, Journey, JourneyCanary
from goldenpath.observability.dashboards import (
    EnvironmentDashboard,
    Panel,
    PlatformDashboard,
    ServiceDashboard,
    ecs_cluster_panel,
    eks_cluster_panel,
    firewall_panel,
    load_balancer_panel,
    nat_panel,
    queue_panel,
    tables_panel,
)
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
from goldenpath.observability.service_observability import Observable, ServiceObservability
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
    "EnvironmentDashboard",
    "Evaluation",
    "GoldenSignals",
    "HttpsEndpoint",
    "Journey",
    "JourneyCanary",
    "LogKey",
    "Objective",
    "Observable",
    "OnCall",
    "OnCallTargets",
    "OwnedAlarm",
    "OwnedCompositeAlarm",
    "Panel",
    "PlatformDashboard",
    "RollbackAlarms",
    "RollbackLimits",
    "ServiceDashboard",
    "ServiceLog",
    "ServiceLogs",
    "ServiceObjectives",
    "ServiceObservability",
    "ServiceTracing",
    "Severity",
    "Silence",
    "SlackChannel",
    "TeamsChannel",
    "TrackedObjective",
    "count_above",
    "ecs_cluster_panel",
    "eks_cluster_panel",
    "error_budget_left",
    "firewall_panel",
    "load_balancer_panel",
    "nat_panel",
    "queue_panel",
    "tables_panel",
    "trace_environment",
    "trace_statement",
]

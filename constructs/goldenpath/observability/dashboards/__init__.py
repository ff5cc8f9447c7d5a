"""What people look at when something is wrong."""

from goldenpath.observability.dashboards.environment_dashboard import EnvironmentDashboard
from goldenpath.observability.dashboards.panels import (
    Panel,
    ecs_cluster_panel,
    eks_cluster_panel,
    firewall_panel,
    load_balancer_panel,
    nat_panel,
    queue_panel,
    tables_panel,
)
from goldenpath.observability.dashboards.platform_dashboard import PlatformDashboard
from goldenpath.observability.dashboards.service_dashboard import ServiceDashboard

__all__ = [
    "EnvironmentDashboard",
    "Panel",
    "PlatformDashboard",
    "ServiceDashboard",
    "ecs_cluster_panel",
    "eks_cluster_panel",
    "firewall_panel",
    "load_balancer_panel",
    "nat_panel",
    "queue_panel",
    "tables_panel",
]

"""What services share, one panel for each kind of it."""

from goldenpath.observability.dashboards.panels.ecs_cluster import ecs_cluster_panel
from goldenpath.observability.dashboards.panels.eks_cluster import eks_cluster_panel
from goldenpath.observability.dashboards.panels.firewall import firewall_panel
from goldenpath.observability.dashboards.panels.load_balancer import load_balancer_panel
from goldenpath.observability.dashboards.panels.nat import nat_panel
from goldenpath.observability.dashboards.panels.panel import Panel
from goldenpath.observability.dashboards.panels.queue import queue_panel
from goldenpath.observability.dashboards.panels.tables import tables_panel

__all__ = [
    "Panel",
    "ecs_cluster_panel",
    "eks_cluster_panel",
    "firewall_panel",
    "load_balancer_panel",
    "nat_panel",
    "queue_panel",
    "tables_panel",
]

"""What runs in a cluster for a service, and around it."""

from goldenpath.runtimes.eks.workload.autoscaling import disruption_budget, horizontal_autoscaler
from goldenpath.runtimes.eks.workload.network_policy import network_policy
from goldenpath.runtimes.eks.workload.pod import pod_template
from goldenpath.runtimes.eks.workload.secrets import secret_provider

__all__ = [
    "disruption_budget",
    "horizontal_autoscaler",
    "network_policy",
    "pod_template",
    "secret_provider",
]

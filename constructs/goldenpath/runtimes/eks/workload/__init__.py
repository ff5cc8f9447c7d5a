"""What runs in a cluster for a service, and around it."""

from goldenpath.runtimes.eks.workload.objects import workload

__all__ = ["workload"]

"""The cluster itself, and who may enter it."""

from goldenpath.runtimes.eks.cluster.add_ons import AddOns
from goldenpath.runtimes.eks.cluster.auto_mode_cluster import AutoModeCluster
from goldenpath.runtimes.eks.cluster.basics import basics

__all__ = ["AddOns", "AutoModeCluster", "basics"]

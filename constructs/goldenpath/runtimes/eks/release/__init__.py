"""How a new version takes over in a cluster."""

from goldenpath.runtimes.eks.release.analysis import golden_signals_analysis, smoke_test_analysis
from goldenpath.runtimes.eks.release.deployment import deployment
from goldenpath.runtimes.eks.release.rollout import CANARY, STABLE, Shifting, rollout

__all__ = [
    "CANARY",
    "STABLE",
    "Shifting",
    "deployment",
    "golden_signals_analysis",
    "rollout",
    "smoke_test_analysis",
]

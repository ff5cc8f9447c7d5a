"""What each runtime can do: the one table of it."""

from goldenpath.runtimes.parity.features import FEATURES, Feature
from goldenpath.runtimes.parity.refusal import UnsupportedError, UnsupportedStrategyError, refuse
from goldenpath.runtimes.parity.runtime import Runtime
from goldenpath.runtimes.parity.strategies import FIXED, STRATEGIES

__all__ = [
    "FEATURES",
    "FIXED",
    "STRATEGIES",
    "Feature",
    "Runtime",
    "UnsupportedError",
    "UnsupportedStrategyError",
    "refuse",
]

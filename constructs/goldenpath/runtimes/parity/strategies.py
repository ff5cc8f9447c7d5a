"""Which strategies each runtime can carry out."""

from collections.abc import Mapping
from types import MappingProxyType

from goldenpath.runtimes.parity.runtime import Runtime
from goldenpath.service import BlueGreen, Canary, DeployStrategy, Linear, Rolling

STRATEGIES: Mapping[Runtime, tuple[type[DeployStrategy], ...]] = MappingProxyType(
    {
        Runtime.ECS: (Rolling, BlueGreen, Canary, Linear),
        Runtime.EKS: (Rolling, BlueGreen, Canary, Linear),
        Runtime.APP_RUNNER: (BlueGreen,),
        Runtime.EXPRESS: (Canary,),
    }
)
"""The kinds; what a runtime fixes of one, such as a canary's share, it says itself."""


def kind_of(strategy: type[DeployStrategy]) -> str:
    """Name a kind of strategy."""
    return str(strategy.model_fields["kind"].default)

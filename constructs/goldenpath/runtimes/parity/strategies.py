"""Which strategies each runtime can carry out."""

from collections.abc import Mapping
from datetime import timedelta
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
"""The kinds; of some a runtime fixes the rest."""

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-update-full.html
FIXED: Mapping[Runtime, Canary] = MappingProxyType(
    {Runtime.EXPRESS: Canary(percent=5, bake=timedelta(minutes=3))}
)
"""The one strategy of a runtime that leaves no choice."""


def can_do(runtime: Runtime, strategy: DeployStrategy) -> bool:
    """Say whether a runtime can carry a strategy out."""
    return type(strategy) in STRATEGIES[runtime] and strategy == FIXED.get(runtime, strategy)


def what_it_can_do(runtime: Runtime) -> str:
    """Name all the strategies of a runtime."""
    fixed = FIXED.get(runtime)
    if fixed is None:
        return ", ".join(map(kind_of, STRATEGIES[runtime]))
    minutes = fixed.bake // timedelta(minutes=1)
    return f"{fixed.kind}(percent={fixed.percent}, bake={minutes} minutes) and no other"


def kind_of(strategy: type[DeployStrategy]) -> str:
    """Name a kind of strategy."""
    return str(strategy.model_fields["kind"].default)

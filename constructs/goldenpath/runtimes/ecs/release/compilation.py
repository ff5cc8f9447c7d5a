"""Which mechanism carries a strategy out."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from goldenpath.runtimes.ecs.release.codedeploy import CodeDeployRelease
from goldenpath.runtimes.ecs.release.native_release import NativeRelease
from goldenpath.runtimes.ecs.release.release import Release
from goldenpath.runtimes.ecs.release.rolling_release import RollingRelease
from goldenpath.runtimes.parity import UnsupportedStrategyError
from goldenpath.service import BlueGreen, Canary, DeployStrategy, Linear, Rolling

Engine = Literal["codedeploy", "ecs"]

_Mechanism = Callable[..., Release]


def _by_codedeploy(strategy: BlueGreen | Canary | Linear) -> _Mechanism:
    return partial(CodeDeployRelease, strategy=strategy)


def _by_ecs(strategy: BlueGreen | Canary | Linear) -> _Mechanism:
    return partial(NativeRelease, strategy=strategy)


def _by_replacement(_: Rolling) -> _Mechanism:
    return RollingRelease


_ENGINES: Mapping[str, Mapping[type[DeployStrategy], Callable[..., _Mechanism]]] = {
    "codedeploy": {BlueGreen: _by_codedeploy, Canary: _by_codedeploy, Linear: _by_codedeploy},
    "ecs": {Rolling: _by_replacement, BlueGreen: _by_ecs, Canary: _by_ecs, Linear: _by_ecs},
}


def mechanism(engine: Engine, strategy: DeployStrategy) -> _Mechanism:
    """Find the construct that carries a strategy out.

    Parameters
    ----------
    engine
        Who moves the traffic: ``codedeploy`` or ``ecs``.
    strategy
        How.

    Raises
    ------
    ValueError
        If there is no such engine.
    UnsupportedStrategyError
        If the engine does not know the strategy.
    """
    if engine not in _ENGINES:
        raise ValueError(f"The engine should be one of {', '.join(_ENGINES)}, not {engine!r}")
    known = _ENGINES[engine]
    if type(strategy) not in known:
        others = [name for name, kinds in _ENGINES.items() if type(strategy) in kinds]
        raise UnsupportedStrategyError(
            f"ECS with the engine {engine}",
            strategy,
            f"it can do {', '.join(_name(kind) for kind in known)}; "
            f"the engine {', '.join(others)} can do this one",
        )
    return known[type(strategy)](strategy)


def _name(kind: type[DeployStrategy]) -> str:
    return str(kind.model_fields["kind"].default)

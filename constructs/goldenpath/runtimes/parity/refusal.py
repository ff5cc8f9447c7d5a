"""What happens when a runtime cannot do what it was asked to."""

from collections.abc import Mapping, Sequence

from goldenpath.runtimes.parity.features import FEATURES
from goldenpath.runtimes.parity.runtime import Runtime
from goldenpath.runtimes.parity.strategies import can_do, what_it_can_do
from goldenpath.service import DeployStrategy, ServiceSpec


class UnsupportedError(ValueError):
    """A runtime cannot run a service as it is described.

    Parameters
    ----------
    runtime
        The runtime's name.
    service
        The service's name.
    problems
        All that it cannot do, each with who can.

    Examples
    --------
    >>> from goldenpath import UnsupportedError
    >>> print(UnsupportedError("App Runner", "cart", ["architecture: it has x86-64 only; ECS can"]))
    App Runner cannot run the service cart like this:
      architecture: it has x86-64 only; ECS can
    """

    def __init__(self, runtime: str, service: str, problems: Sequence[str]) -> None:
        lines = (f"  {problem}" for problem in problems)
        super().__init__("\n".join([f"{runtime} cannot run the service {service} like this:", *lines]))


class UnsupportedStrategyError(ValueError):
    """A runtime cannot carry a strategy out.

    Parameters
    ----------
    runtime
        The runtime's name.
    strategy
        What it was asked to do.
    reason
        Why it cannot, and what it can do.
    problems
        What else it cannot do.

    Examples
    --------
    >>> from goldenpath import DeployStrategy, UnsupportedStrategyError
    >>> str(UnsupportedStrategyError("App Runner", DeployStrategy.rolling(), "it can do blue-green"))
    'App Runner cannot release by the strategy rolling: it can do blue-green'
    """

    def __init__(
        self, runtime: str, strategy: DeployStrategy, reason: str, problems: Sequence[str] = ()
    ) -> None:
        message = f"{runtime} cannot release by the strategy {strategy.kind}: {reason}"
        super().__init__("\n".join([message, *(f"  {problem}" for problem in problems)]))


def refuse(
    runtime: Runtime, spec: ServiceSpec, strategy: DeployStrategy, problems: Sequence[str] = ()
) -> None:
    """Refuse what a runtime cannot do, all at once.

    Parameters
    ----------
    runtime
        The runtime.
    spec
        The service.
    strategy
        How it is to be released.
    problems
        What else is wrong, as the runtime's construct has found out.

    Raises
    ------
    UnsupportedStrategyError
        If the runtime cannot carry the strategy out; the message lists what else is wrong, too.
    UnsupportedError
        If anything else is wrong.
    """
    found = [*_impossible(runtime, spec), *problems]
    if not can_do(runtime, strategy):
        others = [other.full_name for other in Runtime if can_do(other, strategy)]
        reason = f"it can do {what_it_can_do(runtime)}; {' and '.join(others)} can do this one"
        raise UnsupportedStrategyError(runtime.full_name, strategy, reason, found)
    if found:
        raise UnsupportedError(runtime.full_name, spec.name, found)


def _impossible(runtime: Runtime, spec: ServiceSpec) -> list[str]:
    return [
        f"{feature.path}: {feature.cannot[runtime]}; {_who_can(feature.cannot)}"
        for feature in FEATURES
        if runtime in feature.cannot and feature.is_asked(spec)
    ]


def _who_can(cannot: Mapping[Runtime, str]) -> str:
    able = [runtime.full_name for runtime in Runtime if runtime not in cannot]
    return f"{' and '.join(able)} can"

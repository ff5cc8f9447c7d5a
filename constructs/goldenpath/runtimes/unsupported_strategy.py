"""What happens when a runtime cannot release as it was asked to."""

from goldenpath.service import DeployStrategy


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

    Examples
    --------
    >>> from goldenpath import DeployStrategy, UnsupportedStrategyError
    >>> str(UnsupportedStrategyError("App Runner", DeployStrategy.rolling(), "it can do blue-green"))
    'App Runner cannot release by the strategy rolling: it can do blue-green'
    """

    def __init__(self, runtime: str, strategy: DeployStrategy, reason: str) -> None:
        super().__init__(f"{runtime} cannot release by the strategy {strategy.kind}: {reason}")

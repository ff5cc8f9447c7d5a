"""A pipeline that cannot work."""

from collections.abc import Sequence


class DeliveryError(ValueError):
    """What a pipeline was told cannot work; the message says everything that is wrong.

    Parameters
    ----------
    path
        The pipeline.
    problems
        Everything that is wrong with it.

    Attributes
    ----------
    problems
        As given.

    Examples
    --------
    >>> from goldenpath import DeliveryError
    >>> print(DeliveryError("Delivery/Pipeline", ["git: '' is no name of a branch"]))
    Delivery/Pipeline cannot deliver:
      git: '' is no name of a branch
    """

    def __init__(self, path: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([f"{path} cannot deliver:", *(f"  {problem}" for problem in problems)]))

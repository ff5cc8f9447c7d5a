"""The runtimes that there are."""

from enum import StrEnum


class Runtime(StrEnum):
    """Where a service can run, by the name that settings use.

    Examples
    --------
    >>> from goldenpath import Runtime
    >>> Runtime("apprunner").full_name
    'App Runner'
    """

    ECS = "ecs"
    EKS = "eks"
    APP_RUNNER = "apprunner"
    EXPRESS = "express"

    @property
    def full_name(self) -> str:
        """The name that people use."""
        return _TITLES[self]


_TITLES = {
    Runtime.ECS: "ECS",
    Runtime.EKS: "EKS",
    Runtime.APP_RUNNER: "App Runner",
    Runtime.EXPRESS: "ECS Express Mode",
}

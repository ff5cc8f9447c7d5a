"""What only App Runner offers."""

from typing import Annotated

from pydantic import Field

from goldenpath.service import Specification


class AppRunnerOptions(Specification):
    """How full a copy is before App Runner adds another.

    Parameters
    ----------
    maximum_concurrency
        Requests that a copy has at once, 1 to 200; 100 by default.

    Raises
    ------
    SpecificationError
        If it is outside its range.

    Examples
    --------
    >>> from goldenpath import AppRunnerOptions
    >>> AppRunnerOptions(maximum_concurrency=50).maximum_concurrency
    50

    References
    ----------
    https://docs.aws.amazon.com/apprunner/latest/dg/manage-autoscaling.html
    """

    maximum_concurrency: Annotated[int, Field(ge=1, le=200)] = 100

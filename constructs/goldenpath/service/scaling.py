"""How many copies of a service run."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from goldenpath.service.specification import Specification


class Scaling(Specification):
    """Bounds for the number of copies, and the processor load that moves it between them.

    Parameters
    ----------
    minimum
        Fewest copies, 1 to 5000; 2 by default, which survive the loss of a zone.
    maximum
        Most copies, from ``minimum`` to 5000; 4 by default.
    target_cpu_percent
        Average processor load to keep, 10 to 90; 60 by default.

    Raises
    ------
    SpecificationError
        If a value is outside its range, or the maximum is below the minimum.

    Examples
    --------
    >>> from goldenpath import Scaling
    >>> Scaling(minimum=2, maximum=10).target_cpu_percent
    60

    References
    ----------
    5000 is the quota of tasks of one ECS service:
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
    """

    minimum: Annotated[int, Field(ge=1, le=5000)] = 2
    maximum: Annotated[int, Field(ge=1, le=5000)] = 4
    target_cpu_percent: Annotated[int, Field(ge=10, le=90)] = 60

    @field_validator("maximum")
    @classmethod
    def _not_below_the_minimum(cls, maximum: int, info: ValidationInfo) -> int:
        minimum = info.data.get("minimum")
        if minimum is not None and maximum < minimum:
            raise ValueError(f"should be at least the minimum ({minimum})")
        return maximum

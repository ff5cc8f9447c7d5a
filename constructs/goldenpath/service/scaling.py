"""How many copies of a service run."""

from collections import Counter
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from goldenpath.service.scheduled_scaling import ScheduledScaling
from goldenpath.service.specification import Specification

_TargetPercent = Annotated[int, Field(ge=10, le=90)]


class Scaling(Specification):
    """Bounds for the number of copies, and the loads that move it between them.

    Each load that has a target is followed: copies are added when one of them is above it, and removed when
    all are below.

    Parameters
    ----------
    minimum
        Fewest copies, 1 to 5000; 2 by default, which survive the loss of a zone.
    maximum
        Most copies, from ``minimum`` to 5000; 4 by default.
    target_cpu_percent
        Average processor load to keep, 10 to 90; 60 by default.
    target_memory_percent
        Average use of memory to keep, 10 to 90; not followed by default.
    target_requests_per_minute
        Requests a minute for each copy to keep, 1 or more; not followed by default.
    schedule
        Bounds that change with the time of day; none by default. A deployment that changes ``minimum`` or
        ``maximum`` sets these at once, until the schedule's next time.

    Raises
    ------
    SpecificationError
        If a value is outside its range, the maximum is below the minimum, or two parts of the schedule begin
        at the same time.

    Examples
    --------
    >>> from goldenpath import Scaling
    >>> Scaling(minimum=2, maximum=10, target_requests_per_minute=600).target_cpu_percent
    60

    References
    ----------
    5000 is the quota of tasks of one ECS service:
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
    """

    minimum: Annotated[int, Field(ge=1, le=5000)] = 2
    maximum: Annotated[int, Field(ge=1, le=5000)] = 4
    target_cpu_percent: _TargetPercent = 60
    target_memory_percent: _TargetPercent | None = None
    target_requests_per_minute: Annotated[int, Field(ge=1)] | None = None
    schedule: tuple[ScheduledScaling, ...] = ()

    @field_validator("maximum")
    @classmethod
    def _not_below_the_minimum(cls, maximum: int, info: ValidationInfo) -> int:
        minimum = info.data.get("minimum")
        if minimum is not None and maximum < minimum:
            raise ValueError(f"should be at least the minimum ({minimum})")
        return maximum

    @field_validator("schedule")
    @classmethod
    def _one_at_a_time(cls, schedule: tuple[ScheduledScaling, ...]) -> tuple[ScheduledScaling, ...]:
        moments = Counter((day, part.at, part.time_zone) for part in schedule for day in set(part.days))
        twice = [f"{day} {at:%H:%M} {zone}" for (day, at, zone), number in moments.items() if number > 1]
        if twice:
            raise ValueError(f"should have one part at a time: {', '.join(twice)} has more")
        return schedule

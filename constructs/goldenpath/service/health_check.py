"""How a platform finds out that a copy of a service works."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from goldenpath.service.specification import Specification, matching


class HealthCheck(Specification):
    """An HTTP request that a healthy copy of the service answers with 200.

    Parameters
    ----------
    path
        Path that is asked, beginning with ``/``, at most 1024 characters; ``/`` by default.
    timeout_seconds
        Longest wait for an answer, 2 to 120 and shorter than the interval; 5 by default.
    interval_seconds
        Time between two requests, 5 to 300; 10 by default.
    healthy_threshold
        Successes in a row that make a copy healthy, 2 to 10; 2 by default.
    unhealthy_threshold
        Failures in a row that make it unhealthy, 2 to 10; 3 by default.
    startup_grace_seconds
        Time that a new copy has to come up before a failed check replaces it, 0 to 3600;
        60 by default.

    Raises
    ------
    SpecificationError
        If a value is outside its range.

    Examples
    --------
    >>> from goldenpath import HealthCheck
    >>> HealthCheck(path="/healthz", interval_seconds=15).interval_seconds
    15

    References
    ----------
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
    """

    path: Annotated[
        str,
        matching(
            r"/[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]{0,1023}",
            "a path that begins with / and has at most 1024 of a URL's characters",
        ),
    ] = "/"
    # Before the interval, which is compared with it.
    timeout_seconds: Annotated[int, Field(ge=2, le=120)] = 5
    interval_seconds: Annotated[int, Field(ge=5, le=300)] = 10
    healthy_threshold: Annotated[int, Field(ge=2, le=10)] = 2
    unhealthy_threshold: Annotated[int, Field(ge=2, le=10)] = 3
    startup_grace_seconds: Annotated[int, Field(ge=0, le=3600)] = 60

    @field_validator("interval_seconds")
    @classmethod
    def _longer_than_the_timeout(cls, interval: int, info: ValidationInfo) -> int:
        timeout = info.data.get("timeout_seconds")
        if timeout is not None and interval <= timeout:
            raise ValueError(f"should be longer than timeout_seconds ({timeout})")
        return interval

"""What a service promises."""

from typing import Annotated

from pydantic import Field

from goldenpath.service.specification import Specification


class Slo(Specification):
    """A service level objective: the share of requests that succeed, and how fast they are answered.

    Parameters
    ----------
    availability_percent
        Share of requests that succeed, 50 to below 100, where no error budget would be left; 99.9 by default.
    latency_ms
        Milliseconds within which the given percentile of requests is answered, 1 to 60,000; 500 by default.
    latency_percentile
        The percentile that is meant, 50 to below 100; 99 by default.

    Raises
    ------
    SpecificationError
        If a value is outside its range.

    Examples
    --------
    >>> from goldenpath import Slo
    >>> Slo(availability_percent=99.9, latency_ms=300).availability_percent
    99.9
    """

    availability_percent: Annotated[float, Field(ge=50, lt=100, allow_inf_nan=False)] = 99.9
    latency_ms: Annotated[int, Field(ge=1, le=60_000)] = 500
    latency_percentile: Annotated[float, Field(ge=50, lt=100, allow_inf_nan=False)] = 99

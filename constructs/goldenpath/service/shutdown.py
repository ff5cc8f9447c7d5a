"""How a copy of a service ends."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from goldenpath.service.specification import Specification


class Shutdown(Specification):
    """Time that a copy has to finish what it does.

    First it gets no new requests, and those that it has may end (*drain*). Then it is told to stop, by the
    signal ``SIGTERM``, and after a while it is killed (*stop timeout*). A copy that fails, or whose machine
    is taken away, is told to stop at once, while it still has requests: so the second time has to be as long.

    Parameters
    ----------
    drain_seconds
        For requests to end, 1 to 120; 30 by default. At least as long as the SLO lets a request take.
    stop_timeout_seconds
        From ``SIGTERM`` until it is killed, from ``drain_seconds`` to 120; as long as ``drain_seconds`` by
        default.

    Raises
    ------
    SpecificationError
        If a value is outside its range.

    Examples
    --------
    >>> from goldenpath import Shutdown
    >>> Shutdown(drain_seconds=45).stop_timeout_seconds
    45

    References
    ----------
    https://aws.amazon.com/blogs/containers/graceful-shutdowns-with-ecs/
    """

    drain_seconds: Annotated[int, Field(ge=1, le=120)] = 30
    stop_timeout_seconds: Annotated[int, Field(ge=1, le=120)] = Field(
        default_factory=lambda values: values.get("drain_seconds", 30)
    )

    @field_validator("stop_timeout_seconds")
    @classmethod
    def _covers_the_drain(cls, stop_timeout: int, info: ValidationInfo) -> int:
        drain = info.data.get("drain_seconds")
        if drain is not None and stop_timeout < drain:
            raise ValueError(f"should be at least drain_seconds ({drain})")
        return stop_timeout

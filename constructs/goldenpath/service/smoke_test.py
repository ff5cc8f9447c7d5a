"""How a new version is tried before it gets any traffic."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from goldenpath.service.specification import Specification, matching

_Path = Annotated[
    str, matching(r"/[!-~]{0,1023}", "a path that begins with / and has at most 1024 of a URL's characters")
]
_LONGEST_SECONDS = 600


class SmokeTest(Specification):
    """Requests that a new version has to answer before it gets traffic, in a release that shifts traffic.

    All paths are asked, each until it answers well or the attempts are used up.

    Parameters
    ----------
    paths
        What to ask for, up to 20 paths; by default the health check's path.
    expected_status
        The status of a good answer, 200 to 499; 200 by default.
    attempts
        How often to try a path, 1 to 10; 3 by default.
    pause_seconds
        Seconds between two attempts, 0 to 60; 5 by default.
    latency_ms
        Milliseconds within which an answer has to be complete, 1 to 30,000; 5000 by default.

    Raises
    ------
    SpecificationError
        If a value is outside its range, or all attempts could take longer than ten minutes.

    Examples
    --------
    >>> from goldenpath import SmokeTest
    >>> SmokeTest(paths=("/healthz", "/products"), latency_ms=800).longest_seconds
    24.8
    """

    paths: Annotated[tuple[_Path, ...], Field(max_length=20)] = ()
    expected_status: Annotated[int, Field(ge=200, le=499)] = 200
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    pause_seconds: Annotated[int, Field(ge=0, le=60)] = 5
    latency_ms: Annotated[int, Field(ge=1, le=30_000)] = 5000

    @field_validator("latency_ms")
    @classmethod
    def _ends_in_time(cls, latency_ms: int, info: ValidationInfo) -> int:
        given = info.data
        if {"paths", "attempts", "pause_seconds"} <= given.keys():
            longest = _longest_seconds(
                max(1, len(given["paths"])), given["attempts"], given["pause_seconds"], latency_ms
            )
            if longest > _LONGEST_SECONDS:
                raise ValueError(
                    f"should let all attempts end within {_LONGEST_SECONDS} seconds, "
                    f"and with the other values they may take {longest:g}"
                )
        return latency_ms

    @property
    def longest_seconds(self) -> float:
        """How long it takes when every attempt is as slow as it may be."""
        return _longest_seconds(max(1, len(self.paths)), self.attempts, self.pause_seconds, self.latency_ms)


def _longest_seconds(paths: int, attempts: int, pause_seconds: int, latency_ms: int) -> float:
    return paths * (attempts * latency_ms / 1000 + (attempts - 1) * pause_seconds)

"""What is wrong with the new version."""

from typing import Annotated, Literal

from pydantic import Field

from goldenpath.service import Specification


class Fault(Specification):
    """A fault of the new version. Make one with :meth:`errors`, :meth:`slow` or :meth:`none`.

    Parameters
    ----------
    kind
        ``errors`` or ``slow``.
    percent
        Share of the requests to the new version that have the fault, 0 to 100.
    latency_ms
        How long such a request takes, for ``slow``. It has failed if it takes longer than an alarm allows.
    onset_seconds
        From the first request to the new version until the fault begins; 0 by default.

    Examples
    --------
    >>> from goldenpath.delivery import Fault
    >>> Fault.errors(50, onset_seconds=120).percent
    50.0
    """

    kind: Literal["errors", "slow"]
    percent: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 100
    latency_ms: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0
    onset_seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0

    @classmethod
    def errors(cls, percent: float, *, onset_seconds: float = 0) -> "Fault":
        """Let a share of the requests to the new version end in an error."""
        return cls(kind="errors", percent=percent, onset_seconds=onset_seconds)

    @classmethod
    def slow(cls, latency_ms: float, *, onset_seconds: float = 0) -> "Fault":
        """Let every request to the new version take this long."""
        return cls(kind="slow", latency_ms=latency_ms, onset_seconds=onset_seconds)

    @classmethod
    def none(cls) -> "Fault":
        """Make a release that is as good as the last."""
        return cls(kind="errors", percent=0)

    def __str__(self) -> str:
        """Say it in words."""
        shown = (
            f"{self.percent:g} % errors" if self.kind == "errors" else f"answers of {self.latency_ms:g} ms"
        )
        return f"{shown} from second {self.onset_seconds:g}" if self.onset_seconds else shown

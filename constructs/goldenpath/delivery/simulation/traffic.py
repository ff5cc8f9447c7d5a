"""How many requests a service gets."""

from typing import Annotated

from pydantic import Field

from goldenpath.service import Specification


class Traffic(Specification):
    """A steady stream of requests, and how long it is looked at.

    Parameters
    ----------
    requests_per_second
        Requests to the whole service, above 0.
    window_seconds
        From the first request to the new version until the counting of failures ends; an hour by default. The
        share of failed requests is a share of all requests in this time, so that strategies can be compared.

    Examples
    --------
    >>> from goldenpath.delivery import Traffic
    >>> Traffic(requests_per_second=50).requests
    180000.0
    """

    requests_per_second: Annotated[float, Field(gt=0, le=1e7, allow_inf_nan=False)]
    window_seconds: Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)] = 3600

    @property
    def requests(self) -> float:
        """Requests in the time looked at."""
        return self.requests_per_second * self.window_seconds

"""How much is asked of a service, how much of it fails, how long it takes, how full the service is.

They are metrics of their own because the load balancer's know no routes. Their number is bounded: one latency
and one count of faults for each route of the code, whatever is asked.

References
----------
https://sre.google/sre-book/monitoring-distributed-systems/#xref_monitoring_golden-signals
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opentelemetry.metrics import Observation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opentelemetry.metrics import CallbackOptions, Meter

    from chassis.limits import Load

_SERVER_ERRORS: Final = 500
_ALL_PERCENT: Final = 100


class GoldenSignals:
    """Measures requests, by their route.

    ===============  ============  =========================================================================
    metric           dimensions    is
    ===============  ============  =========================================================================
    ``latency``      Service,      milliseconds to the end of the response; its sample count is the traffic
                     Route
    ``faults``       Service,      responses with a status of 500 or more; 0 where all went well
                     Route
    ``saturation``   Service       open requests, at their most since the last time, in percent of what the
                                   service takes on
    ``refused``      Service       requests that were told to come again, beyond what it takes on
    ===============  ============  =========================================================================

    Parameters
    ----------
    meter
        What measures.
    service
        The service's name.
    load
        How many requests are open.
    """

    def __init__(self, meter: Meter, service: str, load: Load) -> None:
        self._service = service
        self._latency = meter.create_histogram("latency", unit="Milliseconds")
        self._faults = meter.create_counter("faults", unit="Count")

        def saturation(_: CallbackOptions) -> Iterable[Observation]:
            yield Observation(_ALL_PERCENT * load.peak(), {"Service": service})

        def refused(_: CallbackOptions) -> Iterable[Observation]:
            yield Observation(load.refused, {"Service": service})

        meter.create_observable_counter("refused", [refused], unit="Count")
        meter.create_observable_gauge("saturation", [saturation], unit="Percent")

    def note(self, route: str, status: int, milliseconds: float) -> None:
        """Note a request.

        Parameters
        ----------
        route
            Method and path as the code has them, such as ``GET /products/{product_id}``.
        status
            How it was answered.
        milliseconds
            How long that took.
        """
        dimensions = {"Service": self._service, "Route": route}
        self._latency.record(milliseconds, dimensions)
        self._faults.add(int(status >= _SERVER_ERRORS), dimensions)

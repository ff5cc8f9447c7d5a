"""A service: an application, and what surrounds it in production."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from opentelemetry.metrics import NoOpMeter

from chassis.client import UnavailableError
from chassis.fault import Fault
from chassis.golden_signals import GoldenSignals
from chassis.health import Check, health_routes, is_probe
from chassis.limits import LoadShedding
from chassis.logs import write_logs
from chassis.metrics import metrics_in_the_log
from chassis.observation import Observation
from chassis.readiness import LeaveWhenDraining, Readiness
from chassis.security_headers import SecurityHeaders
from chassis.server import serve
from chassis.settings import ServiceSettings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from opentelemetry.metrics import Meter
    from starlette.types import ASGIApp, Lifespan, Scope

S = TypeVar("S", bound=ServiceSettings)
_LARGEST_BODY_BYTES = 64 * 1024
_UNAVAILABLE = 503


class Service(FastAPI):
    """An application with what every service has: health, limits, logs, metrics, traces, security headers.

    Parameters
    ----------
    settings
        Its limits, and what goes wrong on purpose.
    readiness
        Whether the process wants new requests; while it does not, a response ends its connection too.
    checks
        What it cannot serve without, by its name.
    prefix
        What the paths of its API begin with: a load balancer leads no others to it.
    lifespan
        What it does before the first request and after the last.

    Attributes
    ----------
    meter
        What measures its requests; nothing unless it is set before the first.
    """

    def __init__(
        self,
        settings: ServiceSettings,
        readiness: Readiness,
        *,
        checks: Mapping[str, Check],
        prefix: str = "",
        lifespan: Lifespan[Service] | None = None,
    ) -> None:
        super().__init__(
            title=settings.service,
            version="1",
            docs_url=None,
            redoc_url=None,
            lifespan=lifespan,
            max_body_size=_LARGEST_BODY_BYTES,
            telemetry={"metrics": False, "logs": False, "operation_spans": False, "exclude": _is_no_traffic},
        )
        self._settings = settings
        self._readiness = readiness
        self.meter: Meter = NoOpMeter("chassis")
        for beginning in {"", prefix}:
            self.include_router(health_routes(readiness, checks), prefix=beginning)
        self.add_exception_handler(UnavailableError, _unavailable)

    def build_middleware_stack(self) -> ASGIApp:
        """Surround the application, outside its handling of errors, so that a failure is treated alike."""
        settings = self._settings
        application = Fault(super().build_middleware_stack(), settings.fault)
        limited = LoadShedding(application, most=settings.most_requests)
        signals = GoldenSignals(self.meter, settings.service, limited.most_open)
        return Observation(SecurityHeaders(LeaveWhenDraining(limited, self._readiness)), signals)


def run(kind: type[S], make: Callable[[S, Readiness], Service]) -> int:
    """Serve until told to stop; return the exit code.

    Parameters
    ----------
    kind
        The service's settings.
    make
        Makes its application.
    """
    try:
        settings = kind.from_environment(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    write_logs(settings.log_level)
    if settings.fault == "crash":
        print("A fault made on purpose: the service ends as it starts", file=sys.stderr)
        return 1
    metrics = metrics_in_the_log(settings.service)
    with _traces(settings):
        readiness = Readiness()
        application = make(settings, readiness)
        application.meter = metrics.get_meter("chassis")
        serve(application, settings, readiness)
    metrics.shutdown()
    return 0


@contextmanager
def _traces(settings: ServiceSettings) -> Iterator[None]:
    if not settings.otel_exporter_otlp_traces_endpoint:
        yield
        return
    from chassis.traces import start_traces, stop_traces  # noqa: PLC0415 - takes memory that others should keep

    start_traces(settings.service)
    try:
        yield
    finally:
        stop_traces()


async def _unavailable(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, _UNAVAILABLE, {"retry-after": "1"})


def _is_no_traffic(scope: Scope) -> bool:
    return is_probe(scope.get("path", ""))

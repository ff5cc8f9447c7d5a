"""A service: an application, and what surrounds it in production."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from opentelemetry.metrics import NoOpMeter

from chassis.client import UnavailableError
from chassis.fault import FaultyHealth, FaultyRequests
from chassis.golden_signals import GoldenSignals
from chassis.health import Check, Health
from chassis.limits import Load, LoadShedding
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
    from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

S = TypeVar("S", bound=ServiceSettings)
_LARGEST_BODY_BYTES = 64 * 1024
_UNAVAILABLE = 503
_ANY_ROUTE: dict[int | str, dict[str, Any]] = {
    400: {"description": "the body cannot be read"},
    413: {"description": "the body is larger than 64 KiB"},
    _UNAVAILABLE: {"description": "not now: ask again after the seconds of Retry-After"},
}


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
        lifespan: Lifespan[Service] | None = None,
    ) -> None:
        super().__init__(
            title=settings.service,
            version="1",
            docs_url=None,
            redoc_url=None,
            lifespan=lifespan,
            max_body_size=_LARGEST_BODY_BYTES,
            responses=_ANY_ROUTE,
            telemetry={"metrics": False, "logs": False, "operation_spans": False},
        )
        self._settings = settings
        self._load = Load(settings.most_requests)
        self.meter: Meter = NoOpMeter("chassis")
        self.add_exception_handler(UnavailableError, _unavailable)
        answering = SecurityHeaders(LeaveWhenDraining(super().__call__, readiness))
        # To refuse costs least where nothing else stands before it.
        health = Health(LoadShedding(answering, self._load), readiness, checks)
        self._surroundings = FaultyHealth(health, settings.fault)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what the platform asks, and as many requests as the service takes on."""
        await self._surroundings(scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        """Observe the application from outside its handling of errors, so that a failure is seen too."""
        signals = GoldenSignals(self.meter, self._settings.service, self._load)
        return Observation(FaultyRequests(super().build_middleware_stack(), self._settings.fault), signals)


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

"""A service: an application, and what surrounds it in production."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from chassis.client import UnavailableError
from chassis.fault import Fault
from chassis.health import Check, health_routes
from chassis.limits import BodyLimit, BodyTooLargeError, LoadShedding
from chassis.logs import write_logs
from chassis.readiness import LeaveWhenDraining, Readiness
from chassis.request_log import RequestLog
from chassis.security_headers import SecurityHeaders
from chassis.server import serve
from chassis.settings import ServiceSettings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp

S = TypeVar("S", bound=ServiceSettings)
_TOO_LARGE, _UNAVAILABLE = 413, 503


def finish(
    application: FastAPI, readiness: Readiness, checks: Mapping[str, Check], *, prefix: str = ""
) -> FastAPI:
    """Add what every service answers alike: health, and what is not to be had now.

    Parameters
    ----------
    application
        The application.
    readiness
        Whether the process wants new requests.
    checks
        What it cannot serve without, by its name.
    prefix
        What the paths of its API begin with: a load balancer leads no others to it.
    """
    for beginning in {"", prefix}:
        application.include_router(health_routes(readiness, checks), prefix=beginning)
    application.add_exception_handler(UnavailableError, _unavailable)
    application.add_exception_handler(BodyTooLargeError, _too_large)
    return application


def surround(application: ASGIApp, settings: ServiceSettings, readiness: Readiness) -> ASGIApp:
    """Add what every response has, whoever made it, and the limits on what is taken on.

    All this stands outside the framework's own error handling, so that a failure has it too.

    Parameters
    ----------
    application
        The application.
    settings
        Its limits.
    readiness
        Whether the process wants new requests; while it does not, a response ends its connection too.
    """
    limited = LoadShedding(BodyLimit(Fault(application, settings.fault)), most=settings.most_requests)
    return RequestLog(SecurityHeaders(LeaveWhenDraining(limited, readiness)))


def run(kind: type[S], make: Callable[[S, Readiness], FastAPI]) -> int:
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
    readiness = Readiness()
    serve(surround(make(settings, readiness), settings, readiness), settings, readiness)
    return 0


async def _unavailable(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, _UNAVAILABLE, {"retry-after": "1"})


async def _too_large(_: Request, __: Exception) -> JSONResponse:
    return JSONResponse({"detail": "the body is too large"}, _TOO_LARGE, {"connection": "close"})

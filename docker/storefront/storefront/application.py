"""The service as an ASGI application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from storefront.health import health_routes
from storefront.pages import add_pages
from storefront.readiness import LeaveWhenDraining
from storefront.request_log import RequestLog
from storefront.security_headers import SecurityHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from storefront.readiness import Readiness


def make_application(readiness: Readiness) -> FastAPI:
    """Make the application, without what surrounds it in production.

    Parameters
    ----------
    readiness
        Whether the process wants new requests.
    """
    # The interactive documentation would load scripts from elsewhere; there is no API to document yet.
    application = FastAPI(title="storefront", openapi_url=None)
    application.include_router(health_routes(readiness))
    add_pages(application)
    return application


def surround(application: ASGIApp, readiness: Readiness) -> ASGIApp:
    """Add what every response has, whoever made it: the security headers and a line in the log.

    While the process drains, a response ends its connection too. All this stands outside the framework's
    own error handling, so that a failure has it too.

    Parameters
    ----------
    application
        The application.
    readiness
        Whether the process wants new requests.
    """
    return RequestLog(SecurityHeaders(LeaveWhenDraining(application, readiness)))

"""The service as an ASGI application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from storefront import health
from storefront.pages import add_pages
from storefront.request_log import RequestLog
from storefront.security_headers import SecurityHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def make_application() -> FastAPI:
    """Make the application, without what surrounds it in production."""
    # The interactive documentation would load scripts from elsewhere; there is no API to document yet.
    application = FastAPI(title="storefront", openapi_url=None)
    application.include_router(health.router)
    add_pages(application)
    return application


def surround(application: ASGIApp) -> ASGIApp:
    """Add what every response has, whoever made it: the security headers and a line in the log.

    It stands outside the framework's own error handling, so that a failure has both too.

    Parameters
    ----------
    application
        The application.
    """
    return RequestLog(SecurityHeaders(application))

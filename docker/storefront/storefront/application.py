"""The service as an ASGI application."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from chassis.client import ServiceClient
from chassis.service import finish
from storefront.api import add_api
from storefront.pages import add_pages
from storefront.shop import Shop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from chassis.readiness import Readiness
    from storefront.settings import Settings


def make_application(settings: Settings, readiness: Readiness) -> FastAPI:
    """Make the application, without what surrounds it in production.

    Parameters
    ----------
    settings
        What the environment tells.
    readiness
        Whether the process wants new requests.
    """
    catalog = ServiceClient("catalog", settings.catalog_url)
    checkout = ServiceClient("checkout", settings.checkout_url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await catalog.close()
        await checkout.close()

    application = FastAPI(title="storefront", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    shop = Shop(catalog, checkout)
    finish(application, readiness, {})
    add_api(application, shop)
    add_pages(application, shop)
    return application

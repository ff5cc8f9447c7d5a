"""The service as an ASGI application."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from chassis.client import ServiceClient
from chassis.service import Service
from storefront.api import add_api
from storefront.pages import add_pages
from storefront.shop import Shop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from chassis.readiness import Readiness
    from storefront.settings import Settings


def make_application(settings: Settings, readiness: Readiness) -> Service:
    """Make the application.

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
    async def lifespan(_: Service) -> AsyncIterator[None]:
        yield
        await catalog.close()
        await checkout.close()

    application = Service(settings, readiness, checks={}, lifespan=lifespan)
    shop = Shop(catalog, checkout)
    add_pages(application, shop)  # first: they are asked for most
    add_api(application, shop)
    return application

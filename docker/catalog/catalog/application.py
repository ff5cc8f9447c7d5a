"""The service as an ASGI application."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from catalog.api import add_api
from catalog.products import SAMPLE
from catalog.store import Store
from chassis.service import Service
from chassis.table import Table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from catalog.settings import Settings
    from chassis.readiness import Readiness


def make_application(settings: Settings, readiness: Readiness) -> Service:
    """Make the application.

    Parameters
    ----------
    settings
        What the environment tells.
    readiness
        Whether the process wants new requests.
    """
    table = Table(settings.products_table)
    store = Store(table)

    @asynccontextmanager
    async def lifespan(_: Service) -> AsyncIterator[None]:
        if settings.sample_products == "yes":
            await store.add(SAMPLE)
        yield

    checks = {"the table of products": table.check}
    application = Service(settings, readiness, checks=checks, lifespan=lifespan)
    add_api(application, store)
    return application

"""The service as an ASGI application."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from catalog.api import PREFIX, add_api
from catalog.products import SAMPLE
from catalog.store import Store
from chassis.service import finish
from chassis.table import Table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from catalog.settings import Settings
    from chassis.readiness import Readiness


def make_application(settings: Settings, readiness: Readiness) -> FastAPI:
    """Make the application, without what surrounds it in production.

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
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if settings.sample_products == "yes":
            await store.add(SAMPLE)
        yield

    application = FastAPI(title="catalog", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    add_api(application, store)
    return finish(application, readiness, {"the table of products": table.check}, prefix=PREFIX)

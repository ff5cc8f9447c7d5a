"""The service as an ASGI application."""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from chassis.client import ServiceClient
from chassis.service import Service
from chassis.table import Table
from checkout.api import add_api
from checkout.catalog import Catalog
from checkout.events import Events
from checkout.payment import PaymentStub
from checkout.placing import Placing
from checkout.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from chassis.readiness import Readiness
    from checkout.settings import Settings

_LOG = logging.getLogger(__name__)
_ROUND_SECONDS = 5.0


def make_application(settings: Settings, readiness: Readiness) -> Service:
    """Make the application.

    Parameters
    ----------
    settings
        What the environment tells.
    readiness
        Whether the process wants new requests.
    """
    table = Table(settings.orders_table)
    client = ServiceClient("catalog", settings.catalog_url)
    store = Store(table)
    placing = Placing(store, Catalog(client), PaymentStub(), Events(settings.event_bus))

    @asynccontextmanager
    async def lifespan(_: Service) -> AsyncIterator[None]:
        rounds = asyncio.create_task(_finish_what_is_left(placing, settings.finish_after_seconds))
        yield
        rounds.cancel()
        with suppress(asyncio.CancelledError):
            await rounds
        await client.close()

    checks = {"the table of orders": table.check}
    application = Service(settings, readiness, checks=checks, lifespan=lifespan)
    add_api(application, placing, store)
    return application


async def _finish_what_is_left(placing: Placing, older_than_seconds: int) -> None:
    while True:
        # Not in step with the other copies.
        await asyncio.sleep(_ROUND_SECONDS * (0.5 + random.random()))  # noqa: S311 - no secret
        try:
            await placing.finish_left(older_than_seconds=older_than_seconds)
        except Exception:  # noqa: BLE001 - whatever it was, the next round tries again
            _LOG.exception("orders are left unfinished until the next round")

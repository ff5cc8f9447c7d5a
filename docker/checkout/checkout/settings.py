"""What the environment tells this service."""

from typing import Annotated, ClassVar

from pydantic import Field

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    """The service's settings, besides those that every service has.

    Parameters
    ----------
    orders_table
        Name of the DynamoDB table of orders (``ORDERS_TABLE``). Its index ``unfinished`` has the keys
        ``open`` and ``begun_at``.
    event_bus
        Name of the EventBridge bus that is told of orders (``EVENT_BUS``).
    catalog_url
        Where the service catalog is (``CATALOG_URL``).

    finish_after_seconds
        How old an unfinished order is when it is taken for one whose process was killed
        (``FINISH_AFTER_SECONDS``).

    Examples
    --------
    >>> environment = {"ORDERS_TABLE": "orders", "EVENT_BUS": "shop", "CATALOG_URL": "http://catalog:8080/catalog"}
    >>> Settings.from_environment(environment).event_bus
    'shop'
    """

    service: ClassVar[str] = "checkout"

    orders_table: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9_.-]{3,255}$", description="the name of a DynamoDB table")
    ]
    event_bus: Annotated[
        str, Field(pattern=r"^[/.A-Za-z0-9_-]{1,256}$", description="the name of an EventBridge bus")
    ]
    finish_after_seconds: Annotated[int, Field(ge=1, le=3600, description="seconds, 1 to 3600")] = 15
    catalog_url: Annotated[
        str,
        Field(
            pattern=r"^https?://[^\s/]+(/[^\s/]+)*$",
            description="an address, such as http://catalog:8080/catalog",
        ),
    ]

"""What the environment tells this service."""

from typing import Annotated, ClassVar

from pydantic import Field

from chassis.settings import ServiceSettings

_Address = Annotated[
    str,
    Field(
        pattern=r"^https?://[^\s/]+(/[^\s/]+)*$",
        description="an address, such as http://catalog:8080/catalog",
    ),
]


class Settings(ServiceSettings):
    """The service's settings, besides those that every service has.

    Parameters
    ----------
    catalog_url
        Where the service catalog is (``CATALOG_URL``).
    checkout_url
        Where the service checkout is (``CHECKOUT_URL``).

    Examples
    --------
    >>> environment = {"CATALOG_URL": "http://catalog:8080/catalog", "CHECKOUT_URL": "http://checkout:8080/checkout"}
    >>> Settings.from_environment(environment).catalog_url
    'http://catalog:8080/catalog'
    """

    service: ClassVar[str] = "storefront"

    catalog_url: _Address
    checkout_url: _Address

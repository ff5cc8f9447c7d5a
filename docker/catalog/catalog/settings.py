"""What the environment tells this service."""

from typing import Annotated, ClassVar

from pydantic import Field

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    """The service's settings, besides those that every service has.

    Parameters
    ----------
    products_table
        Name of the DynamoDB table of products and reservations (``PRODUCTS_TABLE``).
    sample_products
        Whether to put sample products into a table that lacks them: ``yes`` or ``no``, the default
        (``SAMPLE_PRODUCTS``).

    Examples
    --------
    >>> Settings.from_environment({"PRODUCTS_TABLE": "products"}).sample_products
    'no'
    """

    service: ClassVar[str] = "catalog"

    products_table: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9_.-]{3,255}$", description="the name of a DynamoDB table")
    ]
    sample_products: Annotated[str, Field(pattern=r"^(yes|no)$", description="yes or no")] = "no"

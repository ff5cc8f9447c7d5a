"""The name under which the internet finds a platform."""

from typing import Annotated

from pydantic import Field

from goldenpath.service import Specification

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"


class Domain(Specification):
    """A domain name, and the Route 53 hosted zone that answers for it.

    Parameters
    ----------
    name
        The platform's own name, such as ``dev.example.com``. Services can have names right under it.
    hosted_zone_id
        Id of the public hosted zone that holds the name.

    Raises
    ------
    SpecificationError
        If the name is no lower-case domain name, or the id is none.

    Examples
    --------
    >>> from goldenpath import Domain
    >>> Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ").name
    'shop.example.com'
    """

    name: Annotated[str, Field(pattern=rf"^{_LABEL}(\.{_LABEL})+$", max_length=253)]
    hosted_zone_id: Annotated[str, Field(pattern=r"^Z[A-Z0-9]{1,31}$")]

"""The name under which the internet finds a platform."""

from typing import Annotated

from goldenpath.service import Specification, matching

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

    name: Annotated[str, matching(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})+", "a lower-case domain name")]
    hosted_zone_id: Annotated[
        str, matching(r"Z[A-Z0-9]{1,31}", "a hosted zone's id: Z, then capital letters and digits")
    ]

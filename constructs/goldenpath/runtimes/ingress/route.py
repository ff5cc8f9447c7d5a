"""Which requests a service gets."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from goldenpath.service import Specification, matching

_Host = Annotated[str, matching(r"[a-z0-9][a-z0-9.-]{0,126}[a-z0-9]", "a lower-case host name")]
EVERYTHING = "/*"
LAST_PRIORITY = 50_000


class Route(Specification):
    """The requests that a load balancer hands to a service: all of them, unless a path or a host is given.

    Parameters
    ----------
    path
        Pattern of paths, where ``*`` stands for any characters and ``?`` for one; every path by default.
    host
        Host name, which is the platform's domain or stands right under it; any by default.
    internal
        Whether the service is reached by the environment's other services only, and not from the internet.
    priority
        Rank among the platform's routes, 1 to 50,000, lower numbers first. Needed with a path or
        a host; a route for everything comes last of itself.

    Raises
    ------
    SpecificationError
        If a pattern is not allowed, or a path or host has no priority.

    Examples
    --------
    >>> from goldenpath import Route
    >>> Route(path="/orders/*", priority=10).host is None
    True
    >>> Route().rank
    50000

    References
    ----------
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
    """

    path: Annotated[
        str,
        matching(
            r"/[A-Za-z0-9_\-.$/~\"'@:+&*?]{0,127}",
            "a pattern that begins with / and has at most 128 letters, digits and the signs _-.$/~\"'@:+&*?",
        ),
    ] = EVERYTHING
    host: _Host | None = None
    internal: bool = False
    priority: Annotated[int, Field(ge=1, le=LAST_PRIORITY)] | None = None

    @field_validator("priority")
    @classmethod
    def _is_given_for_a_part(cls, priority: int | None, info: ValidationInfo) -> int | None:
        takes_all = info.data.get("path") == EVERYTHING and info.data.get("host", "") is None
        if priority is None and not takes_all:
            raise ValueError(f"should be 1 to {LAST_PRIORITY - 1} for a route with a path or a host")
        return priority

    @property
    def rank(self) -> int:
        """Its priority, which is the last one where none was given."""
        return self.priority or LAST_PRIORITY

    @property
    def prefix(self) -> str:
        """Its path up to the first wildcard."""
        return self.path.replace("?", "*").split("*")[0]

"""How a new version takes over from the old one."""

from typing import Literal

from goldenpath.service.specification import Specification


class DeployStrategy(Specification):
    """A way to release a version; each runtime turns it into its own mechanism.

    Make one with a method named for it, such as :meth:`rolling`.

    Examples
    --------
    >>> from goldenpath import DeployStrategy
    >>> DeployStrategy.rolling().kind
    'rolling'
    """

    kind: Literal["rolling"]

    @classmethod
    def rolling(cls) -> "DeployStrategy":
        """Replace copies step by step, and go back when the new ones do not become healthy."""
        return cls(kind="rolling")

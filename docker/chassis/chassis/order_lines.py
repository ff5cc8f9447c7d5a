"""What holds for the lines of an order in every service that takes some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Line(Protocol):
    """How many of one product are wanted."""

    @property
    def product_id(self) -> str:
        """The product."""


Lines = TypeVar("Lines", bound=Sequence[Line])


def one_line_a_product(lines: Lines) -> Lines:
    """Refuse lines of which two are about one product.

    Parameters
    ----------
    lines
        The lines.

    Raises
    ------
    ValueError
        If a product has two.
    """
    if len({line.product_id for line in lines}) < len(lines):
        raise ValueError("each product should have one line")
    return lines

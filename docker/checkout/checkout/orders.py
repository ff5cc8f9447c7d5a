"""What an order is, and what may become of it."""

from __future__ import annotations

import hashlib
import uuid
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from chassis.order_lines import one_line_a_product

_NAMESPACE: Final = uuid.UUID("6e1c2a37-2c0e-4c58-9d0c-6f3a4f7d9a11")  # of this shop's orders

State = Literal["pending", "confirmed", "rejected"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(_Model):
    """How many of one product are bought."""

    product_id: Annotated[str, Field(pattern=r"^[a-z0-9](-?[a-z0-9]){0,63}$")]
    quantity: Annotated[int, Field(ge=1, le=99)]


class OrderRequest(_Model):
    """What a shopper wants."""

    lines: Annotated[list[Line], Field(min_length=1, max_length=20), AfterValidator(one_line_a_product)]

    @property
    def fingerprint(self) -> str:
        """What tells this request from another, whatever the order of its lines."""
        lines = sorted(f"{line.product_id}={line.quantity}" for line in self.lines)
        return hashlib.sha256("&".join(lines).encode()).hexdigest()


class PricedLine(Line):
    """How many of one product are bought, and what one of them costs."""

    name: str
    price_cents: int


class Order(_Model):
    """One order.

    ``pending`` is not acknowledged to anybody. ``confirmed`` is set aside and paid for. ``rejected``
    could not be had, as ``reason`` says, and nothing is set aside for it.
    """

    order_id: str
    state: State
    lines: list[PricedLine | Line]
    total_cents: int = 0
    reason: str = ""


def order_id_of(idempotency_key: str) -> str:
    """Name the order that a key stands for: the same for the same key, always."""
    return str(uuid.uuid5(_NAMESPACE, idempotency_key))

"""What the shop sells."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from chassis.order_lines import one_line_a_product

ProductId = Annotated[str, Field(pattern=r"^[a-z0-9](-?[a-z0-9]){0,63}$")]
MOST_OF_ONE = 99
MOST_LINES = 20


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Product(_Model):
    """One thing on sale."""

    product_id: ProductId
    name: Annotated[str, Field(min_length=1, max_length=100)]
    description: Annotated[str, Field(max_length=1000)]
    price_cents: Annotated[int, Field(ge=0, le=10_000_000, description="in euro cents")]
    stock: Annotated[int, Field(ge=0, description="how many are left")]


class Line(_Model):
    """How many of one product are wanted."""

    product_id: ProductId
    quantity: Annotated[int, Field(ge=1, le=MOST_OF_ONE)]


class ReservationRequest(_Model):
    """What is to be set aside for an order."""

    lines: Annotated[
        list[Line], Field(min_length=1, max_length=MOST_LINES), AfterValidator(one_line_a_product)
    ]


class PricedLine(Line):
    """How many of one product were set aside, and what one of them costs."""

    name: str
    price_cents: int


class Reservation(_Model):
    """What is set aside for an order."""

    order_id: str
    lines: list[PricedLine]


SAMPLE = (
    Product(
        product_id="trail-mug",
        name="Trail mug",
        description="Enamelled steel that survives a fall.",
        price_cents=1450,
        stock=500,
    ),
    Product(
        product_id="wool-blanket",
        name="Wool blanket",
        description="Woven from undyed wool, for two.",
        price_cents=8900,
        stock=40,
    ),
    Product(
        product_id="pocket-lantern",
        name="Pocket lantern",
        description="Forty hours of warm light.",
        price_cents=3290,
        stock=120,
    ),
    Product(
        product_id="field-notebook",
        name="Field notebook",
        description="Stone paper: writes in the rain.",
        price_cents=995,
        stock=900,
    ),
    Product(
        product_id="cork-bottle",
        name="Cork bottle",
        description="Keeps half a litre cold until evening.",
        price_cents=2700,
        stock=200,
    ),
    Product(
        product_id="folding-stool",
        name="Folding stool",
        description="Ash and canvas, carries 120 kg.",
        price_cents=5400,
        stock=0,
    ),
)

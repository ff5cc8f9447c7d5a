"""What the shop sells: a fixed sample, until there is a catalogue to ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Product:
    """One thing on sale.

    Parameters
    ----------
    name
        What it is called.
    description
        One sentence about it.
    price_cents
        Its price in euro cents.
    """

    name: str
    description: str
    price_cents: int

    @property
    def price(self) -> str:
        """The price as shoppers read it.

        Examples
        --------
        >>> Product(name="Mug", description="Holds tea.", price_cents=1205).price
        '€12.05'
        """
        euros, cents = divmod(self.price_cents, 100)
        return f"€{euros:,}.{cents:02}"


SAMPLE = (
    Product(name="Trail mug", description="Enamelled steel that survives a fall.", price_cents=1450),
    Product(name="Wool blanket", description="Woven from undyed wool, for two.", price_cents=8900),
    Product(name="Pocket lantern", description="Forty hours of warm light.", price_cents=3290),
    Product(name="Field notebook", description="Stone paper: writes in the rain.", price_cents=995),
    Product(name="Cork bottle", description="Keeps half a litre cold until evening.", price_cents=2700),
    Product(name="Folding stool", description="Ash and canvas, carries 120 kg.", price_cents=5400),
)

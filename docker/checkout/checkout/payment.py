"""A stub, in place of a payment provider."""

from __future__ import annotations

_MOST_CENTS = 100_000


class PaymentDeclinedError(Exception):
    """The payment was declined; the message says why."""


class PaymentStub:
    """Pretends to charge: no money moves, nobody is asked.

    It declines more than 1,000 euros, so that this can be seen.
    A real provider takes the order's id as its idempotency key; so does this.
    """

    async def charge(self, order_id: str, total_cents: int) -> str:
        """Charge an order once, and give the payment's reference.

        Parameters
        ----------
        order_id
            The order; charging it again changes nothing.
        total_cents
            How much, in euro cents.

        Raises
        ------
        PaymentDeclinedError
            If it is more than the stub accepts.
        """
        if total_cents > _MOST_CENTS:
            message = f"the payment stub declines more than {_MOST_CENTS // 100} euros"
            raise PaymentDeclinedError(message)
        return f"stub-{order_id}"

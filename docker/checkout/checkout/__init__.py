"""The shop's orders: what is bought, set aside, paid for."""

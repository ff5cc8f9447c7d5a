"""The shop under load, and while it is released."""

"""Writes docs/runtimes.md: the same service on every runtime, compared by what is synthesised for it."""

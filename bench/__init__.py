"""Measurements: ratios and medians of one run, never a limit that a slow machine could break."""

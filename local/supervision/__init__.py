"""Processes that end together, and never outlive the one who started them."""

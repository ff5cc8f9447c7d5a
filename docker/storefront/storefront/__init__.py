"""The shop's web pages and public API."""

"""Colours of the pages' own parts: CloudWatch's, where the light theme has them."""

TEXT = "#16191f"
GREY = "#545b64"
GRID = "#eaeded"
TRACK = "#e9ebed"

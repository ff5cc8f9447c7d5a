"""How long the way from a merge to production is, on paper."""

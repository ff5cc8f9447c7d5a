"""The shop's products: what there is, what it costs, how many are left."""

"""What a person sees: progress while it works, and at the end what of it is real."""

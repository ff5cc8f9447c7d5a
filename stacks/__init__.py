"""The layers of this application: one file a stack, which only wires the constructs of the library together."""

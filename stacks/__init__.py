"""The layers of this application: one file a stack, which only wires constructs of the library together."""

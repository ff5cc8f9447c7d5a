"""This application's layers: one file a stack, which only wires the library's constructs together."""

"""Turns a change of an alarm's state into a message to people."""

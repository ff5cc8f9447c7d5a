"""How the stacks of a preview are known."""

PREFIX = "preview-"
NUMBER_TAG = "goldenpath:preview"
EXPIRES_TAG = "goldenpath:expires"
"""When a preview may go, in seconds since 1970: a tag of the deployment, so that no template holds a time."""

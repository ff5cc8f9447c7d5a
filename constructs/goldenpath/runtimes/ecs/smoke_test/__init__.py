"""How a new version is tried before it gets any traffic."""

from goldenpath.runtimes.ecs.smoke_test.smoke_test_function import Engine, SmokeTestFunction

__all__ = ["Engine", "SmokeTestFunction"]

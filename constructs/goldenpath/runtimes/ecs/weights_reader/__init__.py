"""How a stack update learns which weights listener rules have."""

from goldenpath.runtimes.ecs.weights_reader.weights_reader_function import WeightsReaderFunction

__all__ = ["WeightsReaderFunction"]

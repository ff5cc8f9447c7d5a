"""What turns an alarm into a message to people."""

from goldenpath.observability.on_call.enrichment.enrichment_function import EnrichmentFunction

__all__ = ["EnrichmentFunction"]

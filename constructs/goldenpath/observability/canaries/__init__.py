"""What shoppers do, done by a machine every few minutes."""

from goldenpath.observability.canaries.canary_bucket import CanaryBucket
from goldenpath.observability.canaries.journey import Journey
from goldenpath.observability.canaries.journey_canary import JourneyCanary

__all__ = ["CanaryBucket", "Journey", "JourneyCanary"]

"""The self-mutating pipeline: from a push to production."""

from goldenpath.delivery.pipeline.check import Check
from goldenpath.delivery.pipeline.delivered_image import DeliveredImage
from goldenpath.delivery.pipeline.delivery_error import DeliveryError
from goldenpath.delivery.pipeline.delivery_pipeline import DeliveryPipeline
from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.delivery.pipeline.git_strategy import GitStrategy
from goldenpath.delivery.pipeline.publication_stage import Publication
from goldenpath.delivery.pipeline.release_role import ReleaseRole
from goldenpath.delivery.pipeline.sources import BucketSource, CodeCommitSource, ConnectionSource, Source

__all__ = [
    "BucketSource",
    "Check",
    "CodeCommitSource",
    "ConnectionSource",
    "DeliveredImage",
    "DeliveryEnvironment",
    "DeliveryError",
    "DeliveryPipeline",
    "GitStrategy",
    "Publication",
    "ReleaseRole",
    "Source",
]

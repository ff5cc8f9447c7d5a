"""How a version gets from a merge to production."""

from goldenpath.delivery.image_repository import ImageRepository
from goldenpath.delivery.image_signing import ImageSigning
from goldenpath.delivery.pipeline import (
    BucketSource,
    Check,
    CodeCommitSource,
    ConnectionSource,
    DeliveredImage,
    DeliveryEnvironment,
    DeliveryError,
    DeliveryPipeline,
    GitStrategy,
    Publication,
    ReleaseRole,
    Source,
)
from goldenpath.delivery.previews import PreviewSweeper, PullRequestBuild
from goldenpath.delivery.publication import LibraryRepository
from goldenpath.delivery.simulation import (
    Alarm,
    Compared,
    Fault,
    Outcome,
    Timing,
    Traffic,
    compare,
    rollback_alarms,
    simulate,
)

__all__ = [
    "Alarm",
    "BucketSource",
    "Check",
    "CodeCommitSource",
    "Compared",
    "ConnectionSource",
    "DeliveredImage",
    "DeliveryEnvironment",
    "DeliveryError",
    "DeliveryPipeline",
    "Fault",
    "GitStrategy",
    "ImageRepository",
    "ImageSigning",
    "LibraryRepository",
    "Outcome",
    "PreviewSweeper",
    "Publication",
    "PullRequestBuild",
    "ReleaseRole",
    "Source",
    "Timing",
    "Traffic",
    "compare",
    "rollback_alarms",
    "simulate",
]

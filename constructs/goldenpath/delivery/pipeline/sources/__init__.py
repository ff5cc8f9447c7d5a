"""Where a pipeline gets the code from."""

from goldenpath.delivery.pipeline.sources.bucket_source import BucketSource
from goldenpath.delivery.pipeline.sources.code_commit_source import CodeCommitSource
from goldenpath.delivery.pipeline.sources.connection_source import ConnectionSource
from goldenpath.delivery.pipeline.sources.source import Source

__all__ = ["BucketSource", "CodeCommitSource", "ConnectionSource", "Source"]

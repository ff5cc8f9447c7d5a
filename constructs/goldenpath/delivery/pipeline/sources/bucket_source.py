"""Code in a bucket."""

from collections.abc import Iterator, Sequence

from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_s3 as s3
from constructs import Construct

from goldenpath.delivery.pipeline.sources.source import VARIABLES, Source


class BucketSource(Source):
    """A zip file in a versioned S3 bucket of the pipeline's account and region: for those without Git at AWS.

    The bucket has to send its events to EventBridge, as
    ``aws s3api put-bucket-notification-configuration --notification-configuration
    '{"EventBridgeConfiguration": {}}'`` has it do. It has no branches, so that it serves one line only.

    Parameters
    ----------
    bucket
        The bucket's name.
    key
        The file's key, such as ``shop.zip``.

    Examples
    --------
    >>> from goldenpath import BucketSource
    >>> list(BucketSource(bucket="example-source", key="shop.zip").problems(["main"]))
    []
    """

    commit = f"#{{{VARIABLES}.VersionId}}"

    def __init__(self, *, bucket: str, key: str) -> None:
        self.bucket = bucket
        self.key = key

    def problems(self, branches: Sequence[str]) -> Iterator[str]:
        """Say when there is more than one line."""
        if not self.bucket:
            yield "source.bucket: should be a bucket's name, not ''"
        if not self.key.endswith(".zip"):
            yield f"source.key: should be the key of a zip file, such as shop.zip, not {self.key!r}"
        if len(branches) > 1:
            yield (
                f"source: a bucket has no branches, so that it cannot serve {', '.join(branches)}; use a "
                "connection, or GitStrategy.trunk()"
            )

    def action(self, scope: Construct, branch: str, output: codepipeline.Artifact) -> codepipeline.IAction:  # noqa: ARG002
        """Make the action that fetches the code."""
        return actions.S3SourceAction(
            action_name="Source",
            bucket=s3.Bucket.from_bucket_name(scope, "SourceBucket", self.bucket),
            bucket_key=self.key,
            trigger=actions.S3Trigger.NONE,
            output=output,
            variables_namespace=VARIABLES,
        )

    def connect(self, pipeline: codepipeline.Pipeline, branch: str, action: codepipeline.IAction) -> None:  # noqa: ARG002
        """Start when the file is replaced. The action's own rule would wait for a trail of CloudTrail."""
        events.Rule(
            pipeline,
            "Replaced",
            description="Starts the pipeline when its source is replaced",
            event_pattern=events.EventPattern(
                source=["aws.s3"],
                detail_type=["Object Created"],
                detail={"bucket": {"name": [self.bucket]}, "object": {"key": [self.key]}},
            ),
            targets=[targets.CodePipeline(pipeline)],
        )

"""A bucket that only its account reads."""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from goldenpath.acknowledgement import acknowledge


class PrivateBucket(s3.Bucket):
    """An encrypted bucket, reached by TLS only, whose objects end by themselves; it outlives its stack.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    kept
        How long an object is there.
    kept_once_replaced
        How long one that was replaced or deleted still is.
    key
        What it is encrypted with: a key of S3's, by default.
    unlogged
        Why nobody has to write down who reads it.
    unreplicated
        Why it need not be in a second region.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        kept: Duration,
        kept_once_replaced: Duration,
        key: kms.IKey | None = None,
        unlogged: str,
        unreplicated: str,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            encryption=s3.BucketEncryption.S3_MANAGED if key is None else s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=None if key is None else True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=kept,
                    noncurrent_version_expiration=kept_once_replaced,
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                )
            ],
        )
        acknowledge(
            self,
            {
                "AwsSolutions-S1": unlogged,
                "NIST.800.53.R5-S3BucketLoggingEnabled": unlogged,
                "NIST.800.53.R5-S3BucketReplicationEnabled": unreplicated,
            },
        )

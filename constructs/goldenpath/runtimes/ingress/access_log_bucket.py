"""Where a load balancer writes down every request."""

from aws_cdk import Duration
from aws_cdk import aws_s3 as s3
from constructs import Construct

from goldenpath.acknowledgement import acknowledge

_KEPT = Duration.days(90)
_IS_A_LOG = "The bucket holds access logs itself; logging the access to it would feed on itself."


class AccessLogBucket(s3.Bucket):
    """A private, encrypted bucket for a load balancer's access logs, which are deleted after 90 days.

    The bucket's own key (SSE-S3) encrypts it: load balancers can write to no other.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.

    References
    ----------
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
    """

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(
            scope,
            construct_id,
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=_KEPT,
                    noncurrent_version_expiration=Duration.days(1),
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                )
            ],
        )
        acknowledge(
            self,
            {
                "AwsSolutions-S1": _IS_A_LOG,
                "NIST.800.53.R5-S3BucketLoggingEnabled": _IS_A_LOG,
                "NIST.800.53.R5-S3BucketReplicationEnabled": "Access logs are evidence for 90 days, in one "
                "region like what they tell of; no service depends on them.",
                "NIST.800.53.R5-S3DefaultEncryptionKMS": "Load balancers write access logs only to buckets "
                "with keys of S3 (SSE-S3).",
            },
        )

"""Where canaries write down what they saw."""

from aws_cdk import Duration
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.private_bucket import PrivateBucket

_IS_A_RECORD = "What canaries wrote down is looked at by people, rarely; CloudTrail can tell of access to it."

KEPT = Duration.days(31)
"""How long it is kept, in the bucket as in the list of runs."""


class CanaryBucket(PrivateBucket):
    """A private, encrypted bucket, reached by TLS only, for what canaries write down; deleted after 31 days.

    One serves all canaries of a stack. S3's own key encrypts it: a canary sees what everybody does.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import CanaryBucket
    >>> bucket = CanaryBucket(cdk.Stack(cdk.App(), "Canaries"), "Seen")

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_artifact_encryption.html
    """

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(
            scope,
            construct_id,
            kept=KEPT,
            kept_once_replaced=Duration.days(1),
            unlogged=_IS_A_RECORD,
            unreplicated="It tells of 31 days in one region; what is lost is seen again at the next run.",
        )
        acknowledge(
            self,
            {
                "NIST.800.53.R5-S3DefaultEncryptionKMS": "It holds what the service shows to everybody; S3's "
                "own key (SSE-S3) encrypts it.",
            },
        )

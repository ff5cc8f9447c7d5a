"""Where a load balancer writes down every request."""

from aws_cdk import Duration
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.private_bucket import PrivateBucket

_KEPT = Duration.days(90)
_IS_A_LOG = "The bucket holds access logs itself; logging the access to it would feed on itself."


class AccessLogBucket(PrivateBucket):
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
            kept=_KEPT,
            kept_once_replaced=Duration.days(1),
            unlogged=_IS_A_LOG,
            unreplicated="Access logs are evidence for 90 days, in one region like what they tell of; no "
            "service depends on them.",
        )
        acknowledge(
            self,
            {
                "NIST.800.53.R5-S3DefaultEncryptionKMS": "Load balancers write access logs only to buckets "
                "with keys of S3 (SSE-S3).",
            },
        )

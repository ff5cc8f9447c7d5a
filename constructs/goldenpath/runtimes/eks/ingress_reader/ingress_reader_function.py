"""The function that knows what EKS has made of an ingress."""

from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.runtimes.answering_function import DESCRIBES_ANY, AnsweringFunction, describing


class IngressReaderFunction(AnsweringFunction):
    """A function that waits for the load balancer and target groups of an ingress.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    log_key
        Key that its log is encrypted with.
    log_retention
        How long its log is kept.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, log_key: kms.IKey, log_retention: logs.RetentionDays
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            code=Path(__file__).parent / "handler",
            description="Waits for the load balancer and target groups of an ingress",
            rights=describing("LoadBalancers", "Listeners", "Rules"),
            reason=DESCRIBES_ANY,
            timeout=Duration.minutes(10),
            log_key=log_key,
            log_retention=log_retention,
        )

"""The function that knows how the traffic is shared now."""

from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.runtimes.answering_function import DESCRIBES_ANY, AnsweringFunction, describing


class WeightsReaderFunction(AnsweringFunction):
    """A function that reads the weights of listener rules; one serves a whole platform.

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
            description="Reads the weights of listener rules before a stack update writes the rules",
            rights=describing("Rules"),
            reason=DESCRIBES_ANY,
            timeout=Duration.seconds(30),
            log_key=log_key,
            log_retention=log_retention,
        )

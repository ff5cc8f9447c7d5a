"""The function that tells App Runner of names."""

from pathlib import Path

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import as_found
from goldenpath.runtimes.answering_function import AnsweringFunction

_ACTIONS = ("AssociateCustomDomain", "DescribeCustomDomains", "DisassociateCustomDomain")


class DomainFunction(AnsweringFunction):
    """A function that associates names with App Runner services; one serves a whole platform.

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
        services = Stack.of(scope).format_arn(
            service="apprunner",
            resource="service",
            resource_name="*",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        super().__init__(
            scope,
            construct_id,
            code=Path(__file__).parent / "handler",
            description="Associates names with App Runner services",
            rights=iam.PolicyStatement(
                actions=[f"apprunner:{action}" for action in _ACTIONS], resources=[services]
            ),
            wildcard=as_found(scope, services),
            reason="It serves every App Runner service of the environment's account and region.",
            timeout=Duration.minutes(10),
            log_key=log_key,
            log_retention=log_retention,
        )

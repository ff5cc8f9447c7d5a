"""A function that answers custom resources."""

from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge


class AnsweringFunction(Construct):
    """A function that answers what CloudFormation asks, with the least rights; one serves a whole platform.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    code
        The folder of its code, whose ``index.handler`` answers.
    description
        What it does.
    rights
        What it may do.
    wildcard
        The resource with a wildcard in its rights.
    reason
        Why that has to be.
    timeout
        How long it may take.
    log_key
        Key that its log is encrypted with.
    log_retention
        How long its log is kept.

    Attributes
    ----------
    function_arn
        Where custom resources send their requests.
    """

    def __init__(  # noqa: PLR0913 - each of its subclasses gives all but three of these
        self,
        scope: Construct,
        construct_id: str,
        *,
        code: Path,
        description: str,
        rights: iam.PolicyStatement,
        reason: str,
        timeout: Duration,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
        wildcard: str = "*",
    ) -> None:
        super().__init__(scope, construct_id)
        log_group = logs.LogGroup(self, "LogGroup", encryption_key=log_key, retention=log_retention)
        function = lambda_.Function(
            self,
            "Function",
            description=description,
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            handler="index.handler",
            code=lambda_.Code.from_asset(str(code), exclude=["__pycache__"]),
            timeout=timeout,
            log_group=log_group,
            role=self._role(log_group, rights, {f"AwsSolutions-IAM5[Resource::{wildcard}]": reason}),
        )
        self.function_arn = function.function_arn
        acknowledge(
            function,
            {
                "NIST.800.53.R5-LambdaConcurrency": "It runs when a stack changes. Concurrency "
                "reserved for it would be lost to all else, and a new account has none to give.",
                "NIST.800.53.R5-LambdaDLQ": "CloudFormation waits for the answer, and reports when none "
                "comes.",
                "NIST.800.53.R5-LambdaInsideVPC": "It speaks with AWS's own API only, and stays usable "
                "where the network has no way out.",
            },
        )

    def _role(
        self, log_group: logs.LogGroup, rights: iam.PolicyStatement, accepted: dict[str, str]
    ) -> iam.Role:
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={
                "Read": iam.PolicyDocument(
                    statements=[
                        rights,
                        iam.PolicyStatement(
                            actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                            resources=[log_group.log_group_arn],
                        ),
                    ]
                )
            },
        )
        acknowledge(
            role,
            {
                **accepted,
                "NIST.800.53.R5-IAMNoInlinePolicy": "These rights are for this function alone, and are "
                "made and removed with it.",
            },
        )
        return role


def describing(*kinds: str) -> iam.PolicyStatement:
    """Let something describe load balancers' parts, such as ``Rules``."""
    return iam.PolicyStatement(
        actions=[f"elasticloadbalancing:Describe{kind}" for kind in kinds], resources=["*"]
    )


DESCRIBES_ANY = "What only describes load balancers knows no resources."

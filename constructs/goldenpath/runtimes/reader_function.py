"""A function that answers custom resources by reading load balancers."""

from collections.abc import Sequence
from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge


class ReaderFunction(Construct):
    """A function that asks the load balancers' API and changes nothing; one serves a whole platform.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    code
        The folder of its code, whose ``index.handler`` answers.
    description
        What it reads.
    described
        What it may describe, in the words of the load balancers' API, such as ``Rules``.
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

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        code: Path,
        description: str,
        described: Sequence[str],
        timeout: Duration,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
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
            role=self._role(log_group, described),
        )
        self.function_arn = function.function_arn
        acknowledge(
            function,
            {
                "NIST.800.53.R5-LambdaConcurrency": "It runs when a stack changes. Concurrency "
                "reserved for it would be lost to all else, and a new account has none to give.",
                "NIST.800.53.R5-LambdaDLQ": "CloudFormation waits for the answer, and reports when none "
                "comes.",
                "NIST.800.53.R5-LambdaInsideVPC": "It speaks with the load balancer's API only, and stays "
                "usable where the network has no way out.",
            },
        )

    def _role(self, log_group: logs.LogGroup, described: Sequence[str]) -> iam.Role:
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={
                "Read": iam.PolicyDocument(
                    statements=[
                        iam.PolicyStatement(
                            actions=[f"elasticloadbalancing:Describe{kind}" for kind in described],
                            resources=["*"],
                        ),
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
                "AwsSolutions-IAM5[Resource::*]": "What only describes load balancers knows no resources.",
                "NIST.800.53.R5-IAMNoInlinePolicy": "The right to read is for this function alone, and is "
                "made and removed with it.",
            },
        )
        return role

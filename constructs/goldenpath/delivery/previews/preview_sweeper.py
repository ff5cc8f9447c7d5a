"""What removes forgotten previews."""

from pathlib import Path

from aws_cdk import Aws, Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.delivery.previews.names import PREFIX
from goldenpath.observability import AlarmNotice, OwnedAlarm, Severity

_CODE = Path(__file__).parent / "sweeper"
_EVERY = Duration.minutes(10)


class PreviewSweeper(Construct):
    """Looks every ten minutes for previews whose time is over, and removes them stack by stack.

    It touches only stacks that are named ``preview-<number>-…`` and carry both tags of a preview. Services go
    before what they stand on, since the newest stack goes first.

    Parameters
    ----------
    scope
        The construct it belongs to, in the account and region of the previews.
    construct_id
        Its id in that scope.
    owner, runbook
        Who is told, and what to do, when a preview cannot be removed.
    acting
        What tells the owner.
    log_key, log_retention
        Key of its log, and how long that is kept; one month by default.

    Attributes
    ----------
    alarm
        What fires when it fails.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from aws_cdk import aws_cloudwatch_actions as actions
    >>> from aws_cdk import aws_sns as sns
    >>> from goldenpath import LogKey, PreviewSweeper
    >>> stack = cdk.Stack(cdk.App(), "Previews")
    >>> sweeper = PreviewSweeper(
    ...     stack, "Sweeper", owner="team-platform", runbook="https://runbooks.example.com/previews",
    ...     acting=actions.SnsAction(sns.Topic(stack, "OnCall")), log_key=LogKey(stack, "LogKey"),
    ... )
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        owner: str,
        runbook: str,
        acting: cloudwatch.IAlarmAction,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays = logs.RetentionDays.ONE_MONTH,
    ) -> None:
        super().__init__(scope, construct_id)
        log_group = logs.LogGroup(self, "LogGroup", encryption_key=log_key, retention=log_retention)
        function = lambda_.Function(
            self,
            "Function",
            description="Removes previews whose time is over",
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            handler="index.handler",
            code=lambda_.Code.from_asset(str(_CODE), exclude=["__pycache__"]),
            timeout=Duration.minutes(1),
            log_group=log_group,
            role=_role(self, log_group),
        )
        events.Rule(
            self,
            "Schedule",
            description="Looks for previews whose time is over",
            schedule=events.Schedule.rate(_EVERY),
            targets=[targets.LambdaFunction(function, retry_attempts=0)],
        )
        self.alarm = OwnedAlarm(
            self,
            "Failing",
            notice=AlarmNotice(
                meaning="Previews of pull requests cannot be removed",
                severity=Severity.TICKET,
                service="previews",
                owner=owner,
                runbook=runbook,
            ),
            acting=acting,
            metric=function.metric_errors(period=_EVERY),
            threshold=0,
            evaluation_periods=3,
        )
        acknowledge(
            function,
            {
                "NIST.800.53.R5-LambdaConcurrency": "It runs every ten minutes. Concurrency reserved for it "
                "would be lost to all else, and a new account has none to give.",
                "NIST.800.53.R5-LambdaDLQ": "The next run finds what one left, and the alarm tells of it.",
                "NIST.800.53.R5-LambdaInsideVPC": "It speaks with AWS's own API only.",
            },
        )


def _role(scope: Construct, log_group: logs.LogGroup) -> iam.IRole:
    stack = Stack.of(scope)
    previews = f"arn:{Aws.PARTITION}:cloudformation:{stack.region}:{stack.account}:stack/{PREFIX}*"
    role = iam.Role(
        scope,
        "Role",
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
        inline_policies={
            "Sweep": iam.PolicyDocument(
                statements=[
                    iam.PolicyStatement(actions=["cloudformation:DescribeStacks"], resources=["*"]),
                    iam.PolicyStatement(actions=["cloudformation:DeleteStack"], resources=[previews]),
                    iam.PolicyStatement(
                        actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                        resources=[log_group.log_group_arn],
                    ),
                ]
            )
        },
    )
    found = previews.replace(Aws.PARTITION, "<AWS::Partition>")
    acknowledge(
        role,
        {
            "AwsSolutions-IAM5[Resource::*]": "Listing stacks knows no resource, and only reads.",
            f"AwsSolutions-IAM5[Resource::{found}]": "Every pull request has stacks of its own.",
            "NIST.800.53.R5-IAMNoInlinePolicy": "These rights are for this function alone, and are made and "
            "removed with it.",
        },
    )
    return role.without_policy_updates()

"""The function that approves what changes nothing."""

from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.observability import AlarmNotice, OwnedAlarm, Severity

_CODE = Path(__file__).parent / "handler"


@dataclass(frozen=True, kw_only=True)
class Unread:
    """Who hears of a request that could not be read.

    Parameters
    ----------
    owner, runbook
        Who answers for it, and what to do.
    told
        Where it is told.
    """

    owner: str
    runbook: str
    told: sns.ITopic


class ApprovingFunction(Construct):
    """Approves a request whose evidence says ``nothing-to-change``; what it cannot read is kept, and alarms.

    Parameters
    ----------
    scope
        The approval.
    construct_id
        Its id in that scope.
    action_arn
        The approval action, the only one that it may answer.
    key
        Key that what it could not read is encrypted with.
    log_key, log_retention
        Key of its log, and how long that is kept.
    unread
        Who hears of a request that could not be read.

    Attributes
    ----------
    function
        The function.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        action_arn: str,
        key: kms.IKey,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
        unread: Unread,
    ) -> None:
        super().__init__(scope, construct_id)
        queue = sqs.Queue(
            self,
            "Unread",
            encryption=sqs.QueueEncryption.KMS,
            encryption_master_key=key,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )
        log_group = logs.LogGroup(self, "LogGroup", encryption_key=log_key, retention=log_retention)
        self.function = lambda_.Function(
            self,
            "Function",
            description="Approves what changes nothing",
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            handler="index.handler",
            code=lambda_.Code.from_asset(str(_CODE), exclude=["__pycache__"]),
            timeout=Duration.seconds(30),
            log_group=log_group,
            dead_letter_queue=queue,
            role=_role(self, log_group, action_arn, queue, key),
        )
        OwnedAlarm(
            self,
            "UnreadAlarm",
            notice=AlarmNotice(
                meaning=f"A request for approval in {Stack.of(self).stack_name} could not be read; it waits "
                "for a person, as it would without the function, and its message is in the queue",
                severity=Severity.TICKET,
                service="delivery",
                owner=unread.owner,
                runbook=unread.runbook,
            ),
            acting=actions.SnsAction(unread.told),
            metric=queue.metric_approximate_number_of_messages_visible(period=Duration.minutes(1)),
            threshold=0,
            evaluation_periods=1,
        )
        acknowledge(
            self.function,
            {
                "NIST.800.53.R5-LambdaConcurrency": "It runs once for a release. Concurrency reserved for it "
                "would be lost to all else, and a new account has none to give.",
                "NIST.800.53.R5-LambdaInsideVPC": "It speaks with AWS's own API only.",
            },
        )
        acknowledge(queue, {"AwsSolutions-SQS3": "It is a dead-letter queue itself."})


def _role(
    scope: Construct, log_group: logs.LogGroup, action_arn: str, unread: sqs.Queue, key: kms.IKey
) -> iam.IRole:
    def letting(actions: list[str], resource: str) -> iam.PolicyStatement:
        return iam.PolicyStatement(actions=actions, resources=[resource])

    role = iam.Role(
        scope,
        "Role",
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
        inline_policies={
            "Approve": iam.PolicyDocument(
                statements=[
                    letting(["codepipeline:PutApprovalResult"], action_arn),
                    letting(["logs:CreateLogStream", "logs:PutLogEvents"], log_group.log_group_arn),
                    letting(["sqs:SendMessage"], unread.queue_arn),
                    letting(["kms:Decrypt", "kms:GenerateDataKey"], key.key_arn),
                ]
            )
        },
    )
    acknowledge(
        role,
        {
            "NIST.800.53.R5-IAMNoInlinePolicy": "These rights are for this function alone, and are made and "
            "removed with it."
        },
    )
    return role.without_policy_updates()

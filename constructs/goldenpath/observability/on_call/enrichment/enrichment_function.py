"""The function that turns alarms into messages."""

import json
from collections.abc import Mapping
from pathlib import Path

from aws_cdk import ArnFormat, Duration, IgnoreMode, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge, as_found
from goldenpath.observability.on_call.inbox import Inbox
from goldenpath.observability.on_call.people import People
from goldenpath.observability.severity import Severity

TIMEOUT = Duration.seconds(60)
_CODE = Path(__file__).parent
_OF_ANY = "Alarms of any stack tell this function, which reads what stands around them and changes nothing."


class EnrichmentFunction(Construct):
    """A function that reads the inbox and tells people, with what stands around the alarm.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    inbox
        What it reads.
    people
        Whom it tells, by severity.
    memory
        What it told already.
    key
        What these are encrypted with.
    log_key
        Key that its log is encrypted with.
    log_retention
        How long its log is kept.

    Attributes
    ----------
    function
        It.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        inbox: Inbox,
        people: Mapping[Severity, People],
        memory: dynamodb.ITable,
        key: kms.IKey,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        log_group = logs.LogGroup(self, "LogGroup", encryption_key=log_key, retention=log_retention)
        rights = [
            *_works(inbox, people, memory, key),
            *self._looks(),
            _allow(["logs:CreateLogStream", "logs:PutLogEvents"], [log_group.log_group_arn]),
        ]
        self.function = lambda_.Function(
            self,
            "Function",
            description="Turns alarms into messages to people",
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            handler="handler.index.handler",
            code=lambda_.Code.from_asset(
                str(_CODE), exclude=["*", "!handler", "!handler/*.py"], ignore_mode=IgnoreMode.GIT
            ),
            timeout=TIMEOUT,
            memory_size=256,
            environment={
                "QUEUE_URL": inbox.queue.queue_url,
                "TABLE": memory.table_name,
                "TOPICS": json.dumps({severity: _topics(each) for severity, each in people.items()}),
            },
            log_group=log_group,
            role=self._role(rights).without_policy_updates(),
        )
        self.function.add_event_source(sources.SqsEventSource(inbox.queue, report_batch_item_failures=True))
        acknowledge(
            self.function,
            {
                "NIST.800.53.R5-LambdaConcurrency": "It runs when an alarm changes. Concurrency reserved for "
                "it would be lost to all else, and a new account has none to give.",
                "NIST.800.53.R5-LambdaDLQ": "The queue that it reads keeps what it does not manage, and "
                "has a dead-letter queue.",
                "NIST.800.53.R5-LambdaInsideVPC": "It speaks with AWS's own API only, and stays usable where "
                "the network is what fails.",
            },
        )

    def _role(self, rights: list[iam.PolicyStatement]) -> iam.Role:
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"Tell": iam.PolicyDocument(statements=rights)},
        )
        wide = ["*", *(resource for resource in self._any.values())]
        acknowledge(
            role,
            {f"AwsSolutions-IAM5[Resource::{as_found(self, each)}]": _OF_ANY for each in wide}
            | {
                "NIST.800.53.R5-IAMNoInlinePolicy": "These rights are for this function alone, and are made "
                "and removed with it.",
            },
        )
        return role

    @property
    def _any(self) -> Mapping[str, str]:
        """What it reads of, whatever its name."""
        stack = Stack.of(self)
        return {
            "alarm": stack.format_arn(
                service="cloudwatch",
                resource="alarm",
                resource_name="*",
                arn_format=ArnFormat.COLON_RESOURCE_NAME,
            ),
            "stack": stack.format_arn(service="cloudformation", resource="stack", resource_name="*"),
            "service": stack.format_arn(service="ecs", resource="service", resource_name="*"),
        }

    def _looks(self) -> list[iam.PolicyStatement]:
        wide = self._any
        return [
            _allow(["cloudwatch:ListTagsForResource"], [wide["alarm"]]),
            _allow(["cloudformation:DescribeStacks", "cloudformation:ListStackResources"], [wide["stack"]]),
            # It finds the stack of an alarm's name, and so knows no stack before.
            _allow(["cloudformation:DescribeStackResources"], ["*"]),
            _allow(["ecs:DescribeServices"], [wide["service"]]),
        ]


def _works(
    inbox: Inbox, people: Mapping[Severity, People], memory: dynamodb.ITable, key: kms.IKey
) -> list[iam.PolicyStatement]:
    reads = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "ChangeMessageVisibility")
    topics = [topic.topic_arn for each in people.values() for topic in each.all]
    return [
        _allow([f"sqs:{each}" for each in reads], [inbox.queue.queue_arn]),
        _allow(["dynamodb:UpdateItem", "dynamodb:Query"], [memory.table_arn]),
        _allow(["sns:Publish"], topics),
        _allow(["kms:Decrypt", "kms:GenerateDataKey"], [key.key_arn]),
    ]


def _topics(people: People) -> dict[str, str]:
    chat = {} if people.chat is None else {"chat": people.chat.topic_arn}
    return {"people": people.topic.topic_arn, **chat}


def _allow(actions: list[str], resources: list[str]) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=actions, resources=resources)

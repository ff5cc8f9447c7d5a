"""Who is told."""

import json
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from bench.handwritten.function import function
from bench.handwritten.inbox import Inbox
from stacks.settings import EnvironmentSettings

_CODE = Path(__file__).parents[2] / "constructs" / "goldenpath" / "observability" / "on_call" / "enrichment"
_SPEAKERS = ("cloudwatch", "events", "sns")
_RIGHTS = (
    *(f"sqs:{each}Message" for each in ("Receive", "Delete")),
    "sqs:GetQueueAttributes",
    "sqs:ChangeMessageVisibility",
    "dynamodb:UpdateItem",
    "dynamodb:Query",
    "sns:Publish",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "cloudwatch:ListTagsForResource",
    "cloudformation:DescribeStacks",
    "cloudformation:ListStackResources",
    "cloudformation:DescribeStackResources",
    "ecs:DescribeServices",
)


class OnCall(cdk.Stack):
    """A topic that alarms tell, a topic for each urgency, and the function between them."""

    def __init__(
        self, scope: Construct, construct_id: str, settings: EnvironmentSettings, log_key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        self._key = kms.Key(self, "Key", enable_key_rotation=True)
        for speaker in _SPEAKERS:
            self._key.grant_encrypt_decrypt(iam.ServicePrincipal(f"{speaker}.amazonaws.com"))
        self.alarms = self._topic("Alarms")
        self.page, self.ticket, self.notice = map(self._topic, ("Page", "Ticket", "Notice"))
        for topic, told in ((self.page, settings.on_call.page), (self.ticket, settings.on_call.ticket)):
            for address in told.email:
                topic.add_subscription(subscriptions.EmailSubscription(address))
        self.inbox = Inbox(self, "Inbox", key=self._key, topic=self.alarms, page=self.page)
        self._function(log_key)

    def _topic(self, name: str) -> sns.Topic:
        topic = sns.Topic(self, name, master_key=self._key, enforce_ssl=True)
        alarms = f"arn:aws:cloudwatch:{self.region}:{self.account}:alarm:*"
        topic.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[topic.topic_arn],
                conditions={"ArnLike": {"aws:SourceArn": alarms}},
            )
        )
        return topic

    def _function(self, log_key: kms.IKey) -> None:
        topics = {"page": self.page, "ticket": self.ticket, "notice": self.notice}
        telling = function(
            self,
            "Enrichment",
            _CODE,
            "handler.index.handler",
            logs.LogGroup(self, "Log", encryption_key=log_key, retention=logs.RetentionDays.ONE_MONTH),
            list(_RIGHTS),
            architecture=lambda_.Architecture.ARM_64,
            timeout=cdk.Duration.seconds(60),
            memory_size=256,
            environment={
                "QUEUE_URL": self.inbox.queue.queue_url,
                "TABLE": self._memory().table_name,
                "TOPICS": json.dumps(
                    {severity: {"people": topic.topic_arn} for severity, topic in topics.items()}
                ),
            },
        )
        telling.add_event_source(sources.SqsEventSource(self.inbox.queue, report_batch_item_failures=True))

    def _memory(self) -> dynamodb.Table:
        return dynamodb.Table(
            self,
            "Memory",
            partition_key=dynamodb.Attribute(name="alarm", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="changed", type=dynamodb.AttributeType.STRING),
            time_to_live_attribute="expires_at",
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=self._key,
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        )

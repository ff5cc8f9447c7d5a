"""Who is told when something is wrong."""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from goldenpath.observability import Severity
from stacks.settings import OnCallSettings


class OnCallStack(cdk.Stack):
    """The ways from an alarm to people, by how urgent it is."""

    topics: Mapping[Severity, sns.ITopic]

    def __init__(self, scope: Construct, construct_id: str, *, settings: OnCallSettings) -> None:
        super().__init__(scope, construct_id)
        key = kms.Key(self, "Key", description="Encrypts what people are told", enable_key_rotation=True)
        for speaker in ("cloudwatch", "events"):
            key.grant_encrypt_decrypt(iam.ServicePrincipal(f"{speaker}.amazonaws.com"))
        self.topics = {severity: self._topic(severity, key, settings) for severity in Severity}

    @property
    def actions(self) -> Mapping[Severity, cloudwatch.IAlarmAction]:
        """What an alarm tells, by how urgent it is."""
        return {severity: actions.SnsAction(topic) for severity, topic in self.topics.items()}

    def _topic(self, severity: Severity, key: kms.IKey, settings: OnCallSettings) -> sns.Topic:
        topic = sns.Topic(self, severity.title(), master_key=key, enforce_ssl=True)
        for address in settings.email:
            topic.add_subscription(subscriptions.EmailSubscription(address))
        return topic

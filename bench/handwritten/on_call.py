"""Who is told."""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from stacks.settings import EnvironmentSettings


class OnCall(cdk.Stack):
    """An encrypted topic for each urgency."""

    def __init__(self, scope: Construct, construct_id: str, settings: EnvironmentSettings) -> None:
        super().__init__(scope, construct_id)
        key = kms.Key(self, "Key", enable_key_rotation=True)
        for speaker in ("cloudwatch", "events"):
            key.grant_encrypt_decrypt(iam.ServicePrincipal(f"{speaker}.amazonaws.com"))
        self.topics = [
            sns.Topic(self, name, master_key=key, enforce_ssl=True) for name in ("Page", "Ticket", "Notice")
        ]
        for topic in self.topics:
            for address in settings.on_call.page.email:
                topic.add_subscription(subscriptions.EmailSubscription(address))

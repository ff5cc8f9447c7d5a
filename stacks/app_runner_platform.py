"""What the services on App Runner share."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import AppRunnerPlatform, Network
from stacks.retention import log_retention
from stacks.settings import EnvironmentSettings


class AppRunnerPlatformStack(cdk.Stack):
    """The private way to App Runner, and its tracing."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: EnvironmentSettings,
        network: Network,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        self.platform = AppRunnerPlatform(
            self,
            "Platform",
            network=network,
            log_key=log_key,
            log_retention=log_retention(settings.log_retention_days),
        )

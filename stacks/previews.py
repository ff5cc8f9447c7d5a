"""What keeps previews of pull requests from living on."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import PreviewSweeper
from stacks.retention import log_retention
from stacks.settings import EnvironmentSettings


class PreviewsStack(cdk.Stack):
    """The sweeper of the account that previews live in."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: EnvironmentSettings,
        log_key: kms.IKey,
        acting: cloudwatch.IAlarmAction,
    ) -> None:
        super().__init__(scope, construct_id)
        PreviewSweeper(
            self,
            "Sweeper",
            owner="team-platform",
            runbook="https://runbooks.example.com/previews",
            acting=acting,
            log_key=log_key,
            log_retention=log_retention(settings.log_retention_days),
        )

"""The network that everything else of an environment stands in."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import NatMode, Network
from stacks.retention import log_retention
from stacks.settings import EnvironmentSettings


class NetworkStack(cdk.Stack):
    """A VPC in three tiers, as large and as redundant as the environment's settings say."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: EnvironmentSettings, log_key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        self.network = Network(
            self,
            "Network",
            cidr=str(settings.cidr),
            availability_zones=settings.availability_zones,
            nat=NatMode(settings.nat),
            log_key=log_key,
            log_retention=log_retention(settings.log_retention_days),
        )

"""What the services on ECS share."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import EcsPlatform, Network
from stacks.domain import domain_of
from stacks.retention import log_retention
from stacks.settings import EnvironmentSettings


class EcsPlatformStack(cdk.Stack):
    """A cluster, and the load balancer that leads to its services."""

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
        is_front = settings.runtimes.storefront == "ecs"
        self.platform = EcsPlatform(
            self,
            "Platform",
            network=network,
            log_key=log_key,
            domain=domain_of(settings, is_front=is_front),
            public_ingress=is_front,
            internal_ingress=True,
            deletion_protection=settings.deletion_protection,
            log_retention=log_retention(settings.log_retention_days),
        )

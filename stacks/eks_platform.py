"""What the services on EKS share."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import EksOptions, EksPlatform, Network
from goldenpath.service import DigestImage, DirectoryImage
from stacks.domain import domain_of
from stacks.retention import log_retention
from stacks.settings import EnvironmentSettings


class EksPlatformStack(cdk.Stack):
    """A cluster in Auto Mode, and the load balancers that lead to its services."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: EnvironmentSettings,
        network: Network,
        log_key: kms.IKey,
        smoke_test_image: DigestImage | DirectoryImage,
    ) -> None:
        super().__init__(scope, construct_id)
        is_front = settings.runtimes.storefront == "eks"
        self.platform = EksPlatform(
            self,
            "Platform",
            network=network,
            log_key=log_key,
            domain=domain_of(settings, is_front=is_front),
            deletion_protection=settings.deletion_protection,
            log_retention=log_retention(settings.log_retention_days),
            options=EksOptions(
                access=settings.cluster_access,
                public_ingress=is_front,
                internal_ingress=True,
                smoke_test_image=smoke_test_image,
            ),
        )

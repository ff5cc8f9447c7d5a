"""The shop's web pages."""

import aws_cdk as cdk
from constructs import Construct

from goldenpath import HealthCheck, Route, Scaling, ServiceRuntime, ServiceSpec, Slo
from stacks.hosting import Hosting
from stacks.settings import EnvironmentSettings


class StorefrontStack(cdk.Stack):
    """Everything of the service ``storefront``."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: EnvironmentSettings,
        hosting: Hosting,
        catalog: ServiceRuntime,
        checkout: ServiceRuntime,
    ) -> None:
        super().__init__(scope, construct_id)
        spec = ServiceSpec(
            name="storefront",
            owner="team-shop",
            runbook="https://runbooks.example.com/storefront",
            image=hosting.images.of("storefront"),
            cpu=256,
            memory_mib=512,
            health=HealthCheck(path="/healthz"),
            scaling=Scaling(minimum=settings.sizes.minimum_tasks, maximum=settings.sizes.maximum_tasks),
            slo=Slo(availability_percent=99.9, latency_ms=300),
            environment={
                "CATALOG_URL": catalog.url.removesuffix("/"),
                "CHECKOUT_URL": checkout.url.removesuffix("/"),
            },
        )
        service = hosting.serve(
            self, spec=spec, route=Route(), journeys=("fill-basket",), callees=(catalog, checkout)
        )
        cdk.CfnOutput(self, "Url", value=service.url, description="The shop's web pages")

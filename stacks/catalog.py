"""The shop's products and their stock."""

import aws_cdk as cdk
from constructs import Construct

from goldenpath import HealthCheck, Route, Scaling, ServiceSpec, Slo
from stacks.hosting import Hosting
from stacks.settings import EnvironmentSettings
from stacks.state_table import StateTable


class CatalogStack(cdk.Stack):
    """Everything of the service ``catalog``."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: EnvironmentSettings, hosting: Hosting
    ) -> None:
        super().__init__(scope, construct_id)
        self.table = table = StateTable(self, "Products", settings=settings)
        spec = ServiceSpec(
            name="catalog",
            owner="team-shop",
            runbook="https://runbooks.example.com/catalog",
            image=hosting.images.of("catalog"),
            port=8081,
            health=HealthCheck(path="/healthz"),
            scaling=Scaling(minimum=settings.sizes.minimum_tasks, maximum=settings.sizes.maximum_tasks),
            slo=Slo(availability_percent=99.9, latency_ms=200),
            environment={"PRODUCTS_TABLE": table.table_name, "SAMPLE_PRODUCTS": "yes"},
        )
        self.service = hosting.serve(
            self,
            spec=spec,
            route=Route(path="/catalog/*", priority=10, internal=True),
            smoke_test_paths=["/catalog/products"],
        )
        table.let_change(self.service)
        table.let_list(self.service)

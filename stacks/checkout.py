"""The shop's orders."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from constructs import Construct

from goldenpath import HealthCheck, Route, Scaling, ServiceRuntime, ServiceSpec, Slo
from stacks.hosting import Hosting
from stacks.settings import EnvironmentSettings
from stacks.state_table import StateTable

_UNFINISHED = "unfinished"


class CheckoutStack(cdk.Stack):
    """Everything of the service ``checkout``."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: EnvironmentSettings,
        hosting: Hosting,
        catalog: ServiceRuntime,
    ) -> None:
        super().__init__(scope, construct_id)
        self.table = table = StateTable(self, "Orders", settings=settings)
        table.add_global_secondary_index(
            index_name=_UNFINISHED,
            partition_key=dynamodb.Attribute(name="open", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="begun_at", type=dynamodb.AttributeType.NUMBER),
        )
        bus = events.EventBus(self, "Events")
        spec = ServiceSpec(
            name="checkout",
            owner="team-shop",
            runbook="https://runbooks.example.com/checkout",
            image=hosting.images.of("checkout"),
            port=8082,
            health=HealthCheck(path="/healthz"),
            scaling=Scaling(minimum=settings.sizes.minimum_tasks, maximum=settings.sizes.maximum_tasks),
            slo=Slo(availability_percent=99.9, latency_ms=500),
            environment={
                "ORDERS_TABLE": table.table_name,
                "EVENT_BUS": bus.event_bus_name,
                "CATALOG_URL": catalog.url.removesuffix("/"),
            },
        )
        self.service = hosting.serve(
            self,
            spec=spec,
            route=Route(path="/checkout/*", priority=20, internal=True),
            smoke_test_paths=["/checkout/readyz"],
            callees=(catalog,),
        )
        table.let_change(self.service)
        table.let_list(self.service, index=_UNFINISHED)
        bus.grant_put_events_to(self.service.grant_principal)

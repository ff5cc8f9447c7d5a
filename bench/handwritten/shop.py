"""The three services, and what they keep."""

from functools import partial

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_events as events
from aws_cdk import aws_kms as kms

from bench.handwritten.on_call import OnCall
from bench.handwritten.platform import Platform
from bench.handwritten.service import Service
from bench.handwritten.watched import Watched
from stacks.settings import EnvironmentSettings


class Shop:
    """The services, each a stack, with their tables and the bus of their events."""

    def __init__(
        self, stage: cdk.Stage, settings: EnvironmentSettings, platform: Platform, key: kms.IKey
    ) -> None:
        self._settings, self._url, self._key = settings, platform.url, key
        make = partial(Service, stage, settings=settings, platform=platform, key=key)
        self.catalog = make("Catalog", ingress=platform.internal, port=8081, priority=10)
        self.checkout = make("Checkout", ingress=platform.internal, port=8082, priority=20)
        self.storefront = make("Storefront", ingress=platform.public)
        self.products, self.orders = self._table(self.catalog), self._table(self.checkout)
        self.orders.add_global_secondary_index(
            index_name="unfinished",
            partition_key=dynamodb.Attribute(name="open", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="begun_at", type=dynamodb.AttributeType.NUMBER),
        )
        bus = events.EventBus(self.checkout, "Bus")
        bus.grant_put_events_to(self.checkout.service.task_definition.task_role)
        for caller in (self.checkout, self.storefront):
            caller.service.connections.allow_to(platform.internal.load_balancer, ec2.Port.HTTP)
        cdk.CfnOutput(self.storefront, "Url", value=self._url)

    def watch(self, environment: str, on_call: OnCall) -> list[Watched]:
        """Watch over each service; one that calls others is quiet while they page."""
        watched = partial(
            Watched, environment=environment, settings=self._settings, on_call=on_call, key=self._key
        )
        catalog = watched(self.catalog)
        checkout = watched(self.checkout, callees=[catalog])
        return [catalog, checkout, watched(self.storefront, url=self._url, callees=[catalog, checkout])]

    def _table(self, service: Service) -> dynamodb.Table:
        table = dynamodb.Table(
            service,
            "Table",
            partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            deletion_protection=self._settings.deletion_protection,
        )
        table.grant_read_write_data(service.service.task_definition.task_role)
        return table
